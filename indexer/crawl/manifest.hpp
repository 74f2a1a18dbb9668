// The manifest beside a crawl: which address, capture time and media type each file has. Tab-separated text; its header line names
// columns among `path url captured content_type`, in any order; other columns are ignored.
//
// A crawl may have millions of files, so rows stay on disk: memory holds 16 bytes a row (hash of the path, place of the line).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/crawl/file_reader.hpp"

namespace backfile {

struct ManifestRow {
  std::string path;
  std::string url;  // normalised; empty when none
  std::string media_type, charset;
  std::optional<PartialDate> captured;
};

/// A row that could not be used, or not all of it.
struct ManifestProblem {
  std::uint64_t line = 0;  // from 1
  std::string detail;
};

class Manifest {
 public:
  /// No rows.
  Manifest() = default;
  /// Throws Error(usage) when the file cannot be read or its header names no `path`.
  explicit Manifest(const std::string& file);

  /// The first row of `path`, as it stands in the manifest ("./" in front overlooked on both sides). For one thread at a time.
  [[nodiscard]] std::optional<ManifestRow> find(std::string_view path);
  /// Rows that find() has not given so far: of pages that the crawl does not have, or of paths that it writes otherwise.
  [[nodiscard]] std::uint64_t unused_rows() const noexcept { return places_.size() - used_rows_; }
  /// What was wrong with rows, in order; at most a thousand, then one that counts the rest.
  [[nodiscard]] const std::vector<ManifestProblem>& problems() const noexcept { return problems_; }
  [[nodiscard]] bool empty() const noexcept { return places_.empty(); }

 private:
  enum class Column { path, url, captured, content_type, other };
  struct Place {
    std::uint64_t hash = 0;
    std::uint64_t offset : 63 = 0;
    std::uint64_t used : 1 = 0;
  };
  void read_header(std::string_view line, const std::string& file);
  void add_row(std::string_view line, std::uint64_t number, std::uint64_t offset);
  void add_problem(std::uint64_t line, std::string detail);
  ManifestRow parse_row(std::string_view line, std::string* problem) const;
  [[nodiscard]] std::string line_at(std::uint64_t offset) const;

  FileHandle file_;
  std::vector<Column> columns_;
  std::vector<Place> places_;  // by hash, then offset
  std::vector<ManifestProblem> problems_;
  std::uint64_t further_problems_ = 0, used_rows_ = 0;
};

/// "text/html; charset=\"UTF-8\"" -> {"text/html", "UTF-8"}; the media type in lower case.
[[nodiscard]] std::pair<std::string, std::string> split_content_type(std::string_view content_type);

}  // namespace backfile
