// The archives that are searched as one: what they say together, following their writers, and going on without those that do not answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <backfile/searcher.hpp>
#include <xapian.h>

#include "searcher/src/archive_part.hpp"

namespace backfile {

/// One thread at a time, as Xapian's handles are.
///
/// A remote archive that does not answer is left out, and the others are searched without it; it is tried again after a while. An error only
/// if none is left, and for what waiting does not mend: a local archive that cannot be opened, other programs' databases, other schemas.
class Archives {
 public:
  /// Opens and verifies all of them, remote ones at once; of a directory of archives each. Throws Error.
  explicit Archives(const std::vector<ArchiveLocation>& locations, Patience patience = OpenOptions{}.patience);

  /// Moves on to the latest revision of each archive; opens anew what was swapped or lost meanwhile. Throws Error.
  void refresh();
  /// From the next refresh on, no archive is waited for longer than this. Only ever less.
  void be_patient_for(Patience patience);
  /// Leaves out the remote archive that failed with `error` (when it tells which), and opens the others anew at the next refresh: their answers
  /// to the question that failed may still be under way. Throws Error when none is left.
  void drop(const Xapian::Error& error);

  /// All archives as one database, whose document numbers interleave and whose metadata is the first archive's.
  [[nodiscard]] const Xapian::Database& merged() const { return merged_; }
  /// Where a document of merged() lies, and its number there.
  struct Place {
    std::size_t part = 0;
    Xapian::docid number = 0;
  };
  [[nodiscard]] Place place_of(Xapian::docid merged) const {
    const auto parts = static_cast<Xapian::docid>(size());
    return {(merged - 1) % parts, (merged - 1) / parts + 1};
  }
  /// Archives that answer.
  [[nodiscard]] std::size_t size() const { return live_.size(); }
  [[nodiscard]] const ArchivePart& part(std::size_t i) const { return parts_[live_[i]].open; }
  /// Of all archives named, whether they answer or not: a search counts in one way.
  [[nodiscard]] bool any_remote() const;
  /// Whether no article and no story is in two of those that answer.
  [[nodiscard]] bool are_disjoint() const { return disjoint_; }
  /// Those that can have a match of `query`, by its dates.
  [[nodiscard]] std::vector<std::size_t> parts_that_may_match(const Xapian::Query& query) const;
  /// How many answer, and which do not.
  [[nodiscard]] Shards shards() const;

  /// Revisions of all parts that answer, in order.
  [[nodiscard]] std::string revision() const;
  /// For messages: "/data/archive", or "/data/archive and 2 more".
  [[nodiscard]] std::string name() const;

  /// Primary tags by their documents, most first; at the end "" when other articles have no language.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  /// A range that holds the year of every dated article; 1 to 1 when nothing is dated.
  [[nodiscard]] int first_year() const { return first_year_; }
  [[nodiscard]] int last_year() const { return last_year_; }

 private:
  using Clock = std::chrono::steady_clock;

  struct Part {
    std::string where;
    ArchivePart open;
    bool answers = false;  // else `open` is nothing
    bool renew = false;    // the connection is not to be used again
    std::string failure;   // why it does not answer
    Clock::time_point failed_at{};
  };

  static void fail(Part& part, std::string why);
  void bring_up(Part& part) const;
  void bring_up_all(const std::vector<Part*>& parts) const;
  void merge();
  void read_languages();
  void read_years();
  void read_marks();

  std::vector<Part> parts_;
  std::vector<std::size_t> live_;
  Patience patience_;
  Xapian::Database merged_;
  std::vector<std::string> languages_;
  int first_year_ = 1, last_year_ = 1;
  bool disjoint_ = true;
};

}  // namespace backfile
