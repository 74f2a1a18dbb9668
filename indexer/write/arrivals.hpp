// Arrivals move along when an archive is rewritten: what is known of when versions came stays known.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <xapian.h>

namespace backfile {

/// What `from` knows of the versions that `part` has, which was cut out of it. Throws Xapian::Error.
void copy_arrivals_to_part(const Xapian::Database& from, Xapian::WritableDatabase& part);

/// For one rewrite. An archive made of a single one, or of parts of one, keeps what that says. In one made of several there was no first build: each
/// version's arrival is listed, where it is known, and one that several have arrived when the first of them says.
class ArrivalMover {
 public:
  /// `renamed`: digests of Q terms, old to new. `taken_out`: versions that do not come along. Both outlive the mover.
  /// Throws Xapian::Error for several inputs, which are looked into.
  ArrivalMover(const std::vector<std::string>& inputs, const std::unordered_map<std::uint64_t, std::uint64_t>& renamed, const std::unordered_set<std::uint64_t>& taken_out);

  /// In the order of the inputs. Throws Xapian::Error.
  void move(const Xapian::Database& from, Xapian::WritableDatabase& to);

 private:
  void keep_all(const Xapian::Database& from, Xapian::WritableDatabase& to) const;
  void list_all(const Xapian::Database& from, Xapian::WritableDatabase& to);
  void put(Xapian::WritableDatabase& to, const std::string& key, const std::vector<std::uint64_t>& versions) const;

  bool one_build_;  // all inputs come of one first build
  bool several_;
  const std::unordered_map<std::uint64_t, std::uint64_t>& renamed_;
  const std::unordered_set<std::uint64_t>& taken_out_;
  std::unordered_set<std::uint64_t> known_;  // versions of the inputs before
};

}  // namespace backfile
