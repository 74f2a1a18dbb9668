// The files behind --queries and --watch: lines `ID TAB QUERY`, read in bounded memory whatever the file holds.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace backfile::cli {

/// One line of a file of queries. With a `mistake` the rest means nothing.
struct BatchLine {
  std::uint64_t number = 0;  // from 1
  std::string id = {}, query = {};
  std::string mistake = {};
};

/// What stands before the tab: an id of a run file, which holds no blanks, or a name that people gave, for whom lines that begin with # are
/// comments. Neither is over 256 bytes or holds control characters.
enum class BatchIds { words, names };

/// Reads lines of any length in bounded memory: a line over 64 KiB is a mistake. Blank lines are skipped; a byte order mark and carriage
/// returns at the ends of lines are no part of a query.
class BatchReader {
 public:
  explicit BatchReader(std::istream& in, BatchIds ids = BatchIds::words) : in_(in), ids_(ids) {}
  [[nodiscard]] std::optional<BatchLine> next();

 private:
  bool read_line(std::string& line, bool& too_long);
  [[nodiscard]] BatchLine split(std::string line) const;
  std::istream& in_;
  BatchIds ids_;
  std::uint64_t number_ = 0;
};

}  // namespace backfile::cli
