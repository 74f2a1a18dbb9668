#include "searcher/cli/export.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "common/clock.hpp"
#include "common/date.hpp"
#include "common/terminal.hpp"
#include "indexer/crawl/captured_record.hpp"
#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/gzip.hpp"
#include "searcher/cli/cat.hpp"
#include "searcher/cli/cdxj.hpp"
#include "searcher/cli/messages.hpp"
#include "searcher/cli/warc_records.hpp"

namespace backfile::cli {

namespace {

void complain(std::string_view message) { print_error(message_line(message)); }

std::string counted_hits(std::uint64_t count) { return fmt::format("{} hit{}", count, count == 1 ? "" : "s"); }

/// A hit with the bytes that it was read from.
struct FoundHit {
  const Hit& hit;
  FoundCapture found;
  CapturedRecords in;
};

/// One form of export.
class Exporter {
 public:
  explicit Exporter(Output& out) : out_(out) {}
  virtual ~Exporter() = default;
  virtual void begin(const Query&) {}
  virtual void take(FoundHit& hit) = 0;
  virtual void end() {}

 protected:
  Output& out_;
};

/// What names the article where it has no address.
std::string target_of(const Hit& hit) {
  if (!hit.url.empty()) return hit.url;
  return "urn:x-backfile:" + (hit.id.empty() ? hit.source : hit.id);
}

std::string archive_names(const Options& options) {
  std::string names;
  for (const ArchiveLocation& archive : options.archives) names.append(names.empty() ? "" : ", ").append(archive.where);
  return names;
}

class WarcExporter final : public Exporter {
 public:
  WarcExporter(const Options& options, Output& out) : Exporter(out), options_(options) {}

  void begin(const Query& query) override {
    out_.write(warcinfo_record({.date = utc_text(seconds_now()),
                                .description = "records of the articles in " + archive_names(options_) + " that match a query",
                                .query = query.to_string()}));
  }

  void take(FoundHit& hit) override {
    for (const RecordCopy& record : hit.in.copies) out_.write(record.member.empty() ? gzip_member(record.text + "\r\n\r\n") : record.member);
    if (hit.in.copies.empty()) out_.write(resource_record(page_of(hit), hit.found.bytes));
  }

 private:
  static PageForWarc page_of(const FoundHit& hit) {
    const Capture& capture = hit.found.capture;
    PageForWarc page{.target = target_of(hit.hit), .date = {}, .media_type = hit.in.place == CapturedIn::json_line ? "application/json" : "text/html", .source = capture.source};
    if (const auto captured = parse_iso_date(capture.captured)) {
      page.date = utc_text(earliest_instant(*captured));
      return page;
    }
    const auto status = status_at(AT_FDCWD, capture.path);
    const auto* file = std::get_if<FileStatus>(&status);
    page.date = utc_text(file ? file->stamp.modified_ns / 1'000'000'000 : 0);
    page.date_is_of_file = true;
    return page;
  }

  const Options& options_;
};

class CdxjExporter final : public Exporter {
 public:
  using Exporter::Exporter;

  void take(FoundHit& hit) override {
    const Capture& capture = hit.found.capture;
    if (hit.in.copies.empty()) {
      ++outside_;
    } else if (!capture.length) {
      ++shared_;
    } else if (auto line = cdxj_line(hit.in.copies.front().text, {capture.path, *capture.offset, *capture.length})) {
      lines_.push_back(std::move(*line));
    } else {
      complain(fmt::format("'{}': the record has no address or no time, and is not in the index", capture.source));
    }
  }

  void end() override {
    std::ranges::sort(lines_);
    for (const std::string& line : lines_) out_.write(line);
    if (outside_) complain(counted_hits(outside_) + " not in the index: no WARC file holds them (--export warc makes one)");
    if (shared_) complain(counted_hits(shared_) + " not in the index: their records share a gzip member with others (--export warc separates them)");
  }

 private:
  std::vector<std::string> lines_;
  std::uint64_t outside_ = 0, shared_ = 0;
};

/// Finds the bytes of each hit and hands them on; what cannot be found is told and counted.
class ExportRun {
 public:
  explicit ExportRun(Exporter& exporter) : exporter_(exporter) {}

  void take(const Hit& hit) {
    FoundHit found{.hit = hit, .found = {}, .in = {}};
    if (find(found)) {
      exporter_.take(found);
      ++done_;
    } else {
      ++missing_;
    }
  }

  [[nodiscard]] ExitCode finish() const {
    if (missing_) complain(fmt::format("{} of {} could not be exported", missing_, counted_hits(done_ + missing_)));
    return missing_ ? ExitCode::error : ExitCode::hits;
  }

 private:
  static bool find(FoundHit& hit) {
    try {
      hit.found = find_captured_bytes(hit.hit.captures);
    } catch (const Error& error) {
      complain(error.what());
      return false;
    }
    for (const std::string& problem : hit.found.passed_over) complain(problem);
    auto records = captured_records(hit.found.capture, max_captured_bytes);
    if (const auto* reject = std::get_if<Reject>(&records)) {
      complain(fmt::format("'{}': {}", hit.found.capture.source, reject->detail));
      return false;
    }
    hit.in = std::move(std::get<CapturedRecords>(records));
    return true;
  }

  Exporter& exporter_;
  std::uint64_t done_ = 0, missing_ = 0;
};

}  // namespace

ExitCode export_hits(Searcher& searcher, const Query& query, const Options& options, Output& out) {
  const bool is_warc = options.exporting == Exporting::warc;
  if (is_warc && is_terminal(STDOUT_FILENO)) throw UsageError("--export warc writes compressed records: send them to a file or another program");
  SearchOptions search = options.search;
  search.snippet_bytes = 0;
  search.captures = true;
  WarcExporter warc(options, out);
  CdxjExporter cdxj(out);
  Exporter& exporter = is_warc ? static_cast<Exporter&>(warc) : cdxj;
  ExportRun run(exporter);
  const std::uint64_t most = options.has_limit ? options.search.limit : UINT64_MAX;
  std::uint64_t taken = 0;
  const std::uint64_t seen = searcher.for_each(query, search, [&](const Hit& hit, const StoredArticle&) {
    if (taken == most) return false;
    if (taken == 0) exporter.begin(query);
    run.take(hit);
    return ++taken < most;
  });
  exporter.end();
  const ExitCode code = run.finish();
  return seen == 0 ? ExitCode::none : code;
}

}  // namespace backfile::cli
