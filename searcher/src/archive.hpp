// The archives that are searched as one: opening them, refusing by name what is none of ours, following their writers.
// A directory is an archive when it is a glass database whose metadata names our schema and analyser (docs/format.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/searcher.hpp>
#include <xapian.h>

#include "searcher/src/column_file.hpp"

namespace backfile {

/// One archive, open.
struct ArchivePart {
  std::string where;
  bool remote = false;
  Xapian::Database database;
  std::string revision;  // "uuid:number"; changes with every commit
  std::shared_ptr<ColumnFile> columns;  // of this revision; null without, and for remote ones
};

/// One thread at a time, as Xapian's handles are.
class Archives {
 public:
  /// Opens and verifies all of them. Throws Error.
  explicit Archives(std::vector<ArchiveLocation> locations);

  /// Moves on to the latest revision of each archive; opens anew what was swapped meanwhile. Throws Error, Xapian::Error.
  void refresh();

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
  [[nodiscard]] std::size_t size() const { return parts_.size(); }
  [[nodiscard]] const ArchivePart& part(std::size_t i) const { return parts_[i]; }
  [[nodiscard]] bool any_remote() const;

  /// Revisions of all parts, in order.
  [[nodiscard]] std::string revision() const;
  /// For messages: "/data/archive", or "/data/archive and 2 more".
  [[nodiscard]] std::string name() const;

  /// Primary tags by their documents, most first; at the end "" when other articles have no language.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  /// A range that holds the year of every dated article; 1 to 1 when nothing is dated.
  [[nodiscard]] int first_year() const { return first_year_; }
  [[nodiscard]] int last_year() const { return last_year_; }

 private:
  void merge();
  void read_languages();
  void read_years();

  std::vector<ArchivePart> parts_;
  Xapian::Database merged_;
  std::vector<std::string> languages_;
  int first_year_ = 1, last_year_ = 1;
};

}  // namespace backfile
