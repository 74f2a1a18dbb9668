// What a program does when it is lost in damaged bytes. Xapian trusts its tables, whose format holds no checksums: damage can make it read or
// write where nothing is, or search a block for ever. Then the program ends with one line and an exit code, as after every other failure; what
// was committed stays as it was. For the main functions of programs: the library leaves signals to its application, and there these do nothing.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// From now on a crash of this process (a bad address, an abort, an exception that nothing catches) and a Patience that ran out end it with
/// `exit_code` and one line on standard error that begins with `program`: uncaught_failure(), or that it crashed. Call it before any thread starts. In builds
/// with sanitizers crashes are theirs to report, and patience is five times as long.
void end_when_lost(std::string_view program, int exit_code);

/// Which archives may be at fault, for the line to say: "'/data/archive' or '/data/other'". Text for a terminal; cut at 300 bytes. Empty: none. Not
/// while other threads run.
void suspect(std::string_view archives);

/// An allocation failed: a crash from now on is put down to that, and its line says "not enough memory". Any thread.
void note_end_of_memory();

/// For a terminate handler: what became of the archive, in words. Xapian writes in a destructor (of the chunks of values that a change touched), so
/// that what it throws of a full disk cannot be caught; the process ends then as if it had been killed, and what was committed stays. Where the
/// compiler calls the handler from amid the unwinding, the exception is out of reach, and the last error number has to do. Empty: something else.
[[nodiscard]] std::string uncaught_failure();

/// For a forked child that is watched: it dies of a crash again.
void die_of_crashes();

/// Seconds of processor time that no single work on the archive takes: 3, and one for each MB. Sound archives are compacted at 250 MB a second,
/// and checked, document by document, at 10. A folder of archives counts as one. Without end for what is no directory here.
[[nodiscard]] double patience_with(const std::string& archive);

/// While it lives, work is expected to end, or to go on with renew(), within some seconds of processor time, to which two may come. Waiting costs nothing,
/// however busy the machine. One at a time in a process; a later one in the same thread stands in for it while it lives.
class Patience {
 public:
  /// Whose time counts: that of the thread which made it, or of all.
  enum class Clock { thread, process };

  explicit Patience(double cpu_seconds, Clock clock = Clock::thread);
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;
  /// Begins to count anew; a few ns, as making one.
  static void renew();

 private:
  double outer_seconds_;
  Clock outer_clock_;
};

}  // namespace backfile
