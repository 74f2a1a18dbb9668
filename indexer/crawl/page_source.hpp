// Reading a crawl: a PageSource names inputs one after the other, in crawl order (depth first, names in byte order), and is
// cheap; load() does the reading and inflating and may run in any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "common/article.hpp"
#include "indexer/crawl/feed_evidence.hpp"
#include "indexer/crawl/page.hpp"

namespace backfile {

/// What change detection compares. Times are never part of an article.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t told = 0;  // digest of what the manifest and the crawl's feeds say of the file; 0 = nothing
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// What became of a file when it was read.
enum class FileOutcome {
  used,      // an article, or several
  rejected,  // no article, or some of what it holds is none
  removed,   // an article that was taken down, or some of what it holds is one
  damaged    // some of what it holds could not be read
};

/// One unit of work.
struct Input {
  enum class Kind {
    page_file,
    page_bytes,     // a record of a container
    article_line,
    capture_again,  // a record that says: a payload that another record holds was found again
    failure
  };
  Kind kind = Kind::page_file;
  std::uint64_t order = 0;   // 0, 1, 2 ... in crawl order
  std::string source;        // what output calls it
  std::string path;          // the file to read; for lines and members: the container
  FileStamp stamp;           // of the file or container
  std::uint64_t line = 0;    // article_line: its number in the file, from 1
  /// Of the line or record in its container, in bytes; of a record as it lies on disk, and without a length if it shares its gzip member.
  std::optional<std::uint64_t> offset, length;
  std::string bytes;         // page_bytes and article_line: the payload; page_file: empty until load()
  std::string address;       // from manifest or mirror path; empty = none
  AddressFrom address_from = AddressFrom::file_path;
  std::string relative_path; // below the CRAWL it came from, for "file:" addresses
  std::string media_type, charset;
  int http_status = 0;
  std::optional<PartialDate> captured;
  Reject failure;            // kind failure
  bool is_record = false;    // of a container of records (WARC)
  std::vector<Coding> codings;  // page_bytes: what is still around the payload, outermost first
  bool is_truncated = false;    // page_bytes: the crawler stopped early
  std::uint64_t original = 0;   // capture_again: digest64 of the source of an input named before; 0: none of this run
  std::shared_ptr<const FeedEvidence> feeds;  // of the files, or of the container, that it is among; null: none
  std::vector<std::uint64_t> payload_names;  // under which other records may speak of this one; capture_again: of the one it speaks of
};

/// Records of the containers read so far.
struct RecordCounts {
  std::map<std::string, std::uint64_t> by_kind;
  std::uint64_t other_targets = 0;  // of them, of nothing that is a page: "urn:", "dns:" ...
};

class PageSource {
 public:
  virtual ~PageSource() = default;
  /// The next input, or nullopt at the end or after a signal. Never throws for what it finds in the crawl: that is an Input of kind failure.
  virtual std::optional<Input> next() = 0;
  /// Bytes of the inputs named so far and in all, for progress; the total grows while walking and is 0 while unknown.
  struct Progress { std::uint64_t inputs = 0, total_inputs = 0; };
  [[nodiscard]] virtual Progress progress() const = 0;
  /// When next() gave nullopt.
  [[nodiscard]] virtual RecordCounts records() const { return {}; }
  /// Rows of the manifest that no page was found for; when next() gave nullopt.
  [[nodiscard]] virtual std::uint64_t unused_manifest_rows() const { return 0; }
  /// Feeds tell of more pages than are kept in mind.
  [[nodiscard]] virtual bool feeds_are_cut() const { return false; }
};

struct CrawlOptions {
  std::vector<std::string> crawls;   // as given; "-" = paths on standard input
  std::string manifest;              // path, or empty
  std::uint64_t max_page_bytes = 64ull << 20;  // inflated; beyond: too_large
  std::uint64_t max_line_bytes = 64ull << 20;
  /// Looks into feeds and sitemaps. Empty: nobody looks for them.
  FeedReader read_feed = {};
  /// Asked before a file is opened (path, stamp): what became of it if it is unchanged since the last run, so that it is not read (a container
  /// is skipped whole). What was damaged then is a failure again, though nothing is read.
  std::function<std::optional<FileOutcome>(const std::string& source, const FileStamp&)> unchanged;
  /// Told what was skipped, from next()'s thread.
  std::function<void(const std::string& source)> on_skipped;
  /// Told of each container of records that was read to its end, from next()'s thread.
  std::function<void(const std::string& source, const FileStamp&)> on_container_read = {};
};

/// Opens a crawl. Throws Error(not_found) when the only CRAWL is missing and Error(usage) for an unreadable manifest;
/// Interrupted when a signal comes while that is read.
[[nodiscard]] std::unique_ptr<PageSource> open_crawl(CrawlOptions options);

/// The payload that `input` names, a file's or a record's, content codings undone; takes input.bytes.
[[nodiscard]] std::variant<std::string, Reject> read_payload(Input& input, std::uint64_t max_bytes);

/// Reads and inflates what `input` names: a Page, or why not.
[[nodiscard]] std::variant<Page, Reject> load_page(Input& input, std::uint64_t max_page_bytes);

/// Reads one JSON line as an article, without judgement. `notes` counts oddities once per line that had them (unknown field,
/// date dropped).
struct JsonArticleNotes {
  bool unknown_fields = false;
  bool dropped_dates = false;
};
[[nodiscard]] std::variant<Article, Reject> read_article_line(const Input& input, JsonArticleNotes& notes);

}  // namespace backfile
