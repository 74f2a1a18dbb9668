// What a run did, counted; what failed, told: on standard error, in the report file, and as the exit code.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "indexer/crawl/page.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/exit_code.hpp"

namespace backfile {

/// Counts of one run. Everything read is in exactly one of the four groups.
struct RunCounts {
  std::uint64_t pages = 0;  // read (skipped ones not included)
  std::uint64_t articles_new = 0, articles_updated = 0, articles_unchanged = 0;
  std::map<Reason, std::uint64_t> rejects;
  std::uint64_t undated = 0;         // of the new and updated ones
  std::uint64_t skipped = 0;         // files unchanged since the last run
  std::uint64_t unknown_fields = 0, dropped_dates = 0;  // JSON lines
  std::uint64_t bytes = 0;           // of payload
  RecordCounts records;              // of containers
  std::uint64_t unused_manifest_rows = 0;
  bool feeds_are_cut = false;
  [[nodiscard]] bool any_failure() const;
};

/// The run in one line: pages, articles, rejects by reason.
[[nodiscard]] std::string summary_line(const RunCounts&);
/// The last line on standard error, without program name and line break: the same with speed and time.
[[nodiscard]] std::string summary_line(const RunCounts&, double seconds);

/// Collects rejects; thread-safe. Failures are also told on standard error: the first twenty one by one, the rest only counted.
class Reporter {
 public:
  /// `path`: the report file, or empty. Throws Error(io) when it cannot be created.
  explicit Reporter(const std::string& path);
  ~Reporter();
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  void reject(std::string_view source, std::string_view address, const Reject& reject);
  /// Flushes and closes the file. Throws Error(io) when it could not be written completely.
  void close();

 private:
  std::mutex mutex_;
  std::string path_;
  std::FILE* file_ = nullptr;
  std::uint64_t failures_told_ = 0;
};

/// One line on standard error, "backfile-index: ...", hostile text escaped. Thread-safe.
void tell(std::string_view message);

}  // namespace backfile
