#include "indexer/report.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/json_writer.hpp"
#include "common/terminal.hpp"

namespace backfile {
namespace {

constexpr std::uint64_t failures_told_one_by_one = 20;

/// ", records: 40 request, 40 response, 2 revisit (3 of other schemes)"
std::string record_counts(const RecordCounts& records) {
  std::string text;
  for (const auto& [kind, count] : records.by_kind) text += fmt::format("{}{} {}", text.empty() ? ", records: " : ", ", count, kind);
  if (records.other_targets) text += fmt::format(" ({} of other schemes)", records.other_targets);
  return text;
}

}  // namespace

bool RunCounts::any_failure() const {
  for (const auto& [reason, count] : rejects)
    if (is_failure(reason) && count) return true;
  return false;
}

std::string summary_line(const RunCounts& counts) {
  std::string line = fmt::format("{} pages, articles {} new, {} updated, {} unchanged", counts.pages, counts.articles_new, counts.articles_updated,
                                 counts.articles_unchanged);
  if (counts.skipped) line += fmt::format(", {} files unchanged", counts.skipped);
  if (counts.undated) line += fmt::format(", {} undated", counts.undated);
  std::uint64_t rejected = 0;
  std::string reasons;
  for (const auto& [reason, count] : counts.rejects) {
    rejected += count;
    reasons += fmt::format("{}{} {}", reasons.empty() ? " (" : ", ", count, reason_name(reason));
  }
  line += fmt::format(", {} rejected{}{}", rejected, reasons, reasons.empty() ? "" : ")");
  if (counts.unknown_fields) line += fmt::format(", {} lines with unknown fields", counts.unknown_fields);
  if (counts.dropped_dates) line += fmt::format(", {} lines with unreadable dates", counts.dropped_dates);
  if (counts.feeds_are_cut) line += ", feeds tell of more pages than are kept in mind";
  if (counts.unused_manifest_rows) line += fmt::format(", {} manifest rows without a page", counts.unused_manifest_rows);
  return line + record_counts(counts.records);
}

std::string summary_line(const RunCounts& counts, double seconds) {
  return summary_line(counts) + fmt::format(", {:.1f} MB/s, {:.1f} s", static_cast<double>(counts.bytes) / 1e6 / std::max(seconds, 1e-3), seconds);
}

void tell(std::string_view message) {
  const std::string line = "backfile-index: " + escaped_for_terminal(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Reporter::Reporter(const std::string& path) : path_(path) {
  if (path.empty()) return;
  file_ = std::fopen(path.c_str(), "we");
  if (!file_) throw Error(Errc::io, fmt::format("cannot write the report {}: {}", path, std::strerror(errno)));
}

Reporter::~Reporter() {
  if (file_) std::fclose(file_);
}

void Reporter::reject(std::string_view source, std::string_view address, const Reject& reject) {
  const std::lock_guard lock(mutex_);
  if (file_) {
    std::string line;
    JsonWriter(line).begin_object().key("source").value(source).text_field("url", address).key("reason").value(reason_name(reject.reason))
        .text_field("detail", reject.detail).end_object();
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), file_);
  }
  if (!is_failure(reject.reason)) return;
  if (failures_told_ < failures_told_one_by_one) {
    tell(fmt::format("{}: {}{}{}", source, reason_name(reject.reason), reject.detail.empty() ? "" : ": ", reject.detail));
  } else if (failures_told_ == failures_told_one_by_one) {
    tell("further failures are only counted, and listed in the file that --report names");
  }
  ++failures_told_;
}

void Reporter::close() {
  if (!file_) return;
  const bool failed = std::ferror(file_) != 0;
  const bool not_closed = std::fclose(file_) != 0;
  file_ = nullptr;
  if (failed || not_closed) throw Error(Errc::io, fmt::format("cannot write the report {}: {}", path_, std::strerror(errno)));
}

}  // namespace backfile
