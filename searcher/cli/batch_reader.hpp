// The file behind --queries: lines `ID TAB QUERY`, read in bounded memory whatever the file holds.
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

/// Reads lines of any length in bounded memory: a line over 64 KiB is a mistake. Blank lines are skipped; a byte order mark and carriage
/// returns at the ends of lines are no part of a query.
class BatchReader {
 public:
  explicit BatchReader(std::istream& in) : in_(in) {}
  [[nodiscard]] std::optional<BatchLine> next();

 private:
  bool read_line(std::string& line, bool& too_long);
  std::istream& in_;
  std::uint64_t number_ = 0;
};

}  // namespace backfile::cli
