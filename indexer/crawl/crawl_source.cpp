// open_crawl: the finders of all CRAWLs strung together, each file looked into just far enough to know what it is. Everything
// else (reading, inflating, decoding) waits for load_page and its threads; only containers are read here, since only reading tells
// where one unit of work ends and the next begins.
#include <fmt/format.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <backfile/error.hpp>

#include "common/digest.hpp"
#include "indexer/crawl/container.hpp"
#include "indexer/crawl/feed_names.hpp"
#include "indexer/crawl/feed_survey.hpp"
#include "indexer/crawl/file_finder.hpp"
#include "indexer/crawl/file_kind.hpp"
#include "indexer/crawl/manifest.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/crawl/sniff.hpp"
#include "indexer/crawl/wacz_source.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

std::string real_path_or(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(realpath(path.c_str(), nullptr), &std::free);
  return resolved ? std::string(resolved.get()) : path;
}

bool contains_path(std::string_view outer, std::string_view inner) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || outer.ends_with('/') || inner[outer.size()] == '/');
}

class CrawlSource final : public PageSource {
 public:
  explicit CrawlSource(CrawlOptions options) : options_(std::move(options)) {
    if (!options_.manifest.empty()) manifest_ = Manifest(options_.manifest);
    for (const std::string& crawl : options_.crawls)
      if (crawl != "-") real_roots_.push_back(real_path_or(crawl));
    if (options_.crawls.size() == 1) open_only_crawl(options_.crawls.front());
  }

  std::optional<Input> next() override {
    if (!std::exchange(surveyed_, true)) survey_files();
    while (!interrupted()) {
      if (next_problem_ < manifest_.problems().size()) return manifest_problem(manifest_.problems()[next_problem_++]);
      if (container_) {
        if (auto input = container_->next()) return numbered(std::move(*input));
        if (interrupted()) break;  // it was not read to its end
        close_container();
      }
      if (!finder_) {
        if (next_crawl_ == options_.crawls.size()) return std::nullopt;
        if (auto failure = open_next_crawl()) return numbered(std::move(*failure));
        continue;
      }
      auto found = finder_->next();
      if (!found) {
        finder_.reset();
        continue;
      }
      if (auto input = look_into(std::move(*found))) return numbered(std::move(*input));
    }
    return std::nullopt;
  }

  [[nodiscard]] Progress progress() const override {
    return {.inputs = order_, .total_inputs = finder_ ? order_ + finder_->pending() : order_};
  }

  [[nodiscard]] RecordCounts records() const override { return counts_; }
  [[nodiscard]] std::uint64_t unused_manifest_rows() const override { return manifest_.unused_rows(); }
  [[nodiscard]] bool feeds_are_cut() const override { return feeds_are_cut_; }

 private:
  [[nodiscard]] std::function<bool(const std::string&)> elsewhere() const {
    return [this](const std::string& path) {
      return std::ranges::any_of(real_roots_, [&](const std::string& root) { return contains_path(root, path) || contains_path(path, root); });
    };
  }

  void open_only_crawl(const std::string& crawl) {
    if (auto failure = open_next_crawl())
      throw Error(Errc::not_found, fmt::format("{}: {}", crawl, failure->failure.detail));
  }

  /// Sets finder_; or says why not.
  std::optional<Input> open_next_crawl() {
    const std::string& crawl = options_.crawls[next_crawl_++];
    if (crawl == "-") {
      finder_ = read_path_list(STDIN_FILENO);
      return std::nullopt;
    }
    auto finder = find_at(crawl, HostPlace::anywhere, elsewhere());
    if (auto* reject = std::get_if<Reject>(&finder)) return failed(input_at(crawl, crawl), std::move(*reject));
    finder_ = std::move(std::get<std::unique_ptr<FileFinder>>(finder));
    return std::nullopt;
  }

  static Input input_at(std::string source, std::string path) {
    Input input;
    input.source = std::move(source);
    input.path = std::move(path);
    return input;
  }

  static Input failed(Input input, Reject reject) {
    input.kind = Input::Kind::failure;
    input.failure = std::move(reject);
    return input;
  }

  Input numbered(Input input) {
    input.order = order_++;
    return input;
  }

  Input manifest_problem(const ManifestProblem& problem) {
    return numbered(failed(input_at(fmt::format("{}:{}", options_.manifest, problem.line), options_.manifest),
                           {.reason = Reason::damaged, .detail = "manifest: " + problem.detail}));
  }

  /// The input a file is, or nullopt when it is unchanged and whole, or a container that is open now.
  std::optional<Input> look_into(FoundFile found) {
    Input input = input_at(found.source, found.source);
    input.stamp = found.stamp;
    input.relative_path = found.relative_path;
    if (found.failure) return failed(std::move(input), std::move(*found.failure));
    auto row = manifest_row(found);
    if (row) input.stamp.told = row_digest(*row);
    if (feeds_) input.stamp.told += told_by_feeds(found, row);
    if (const auto before = outcome_if_unchanged(found.source, input.stamp)) {
      if (options_.on_skipped) options_.on_skipped(found.source);
      if (*before != FileOutcome::damaged) return std::nullopt;
      return failed(std::move(input), {.reason = Reason::damaged, .detail = "in part, and unchanged since it was read; --report reads it again"});
    }
    auto opened = open_regular(found.directory_fd, found.name);
    if (auto* reject = std::get_if<Reject>(&opened)) return failed(std::move(input), std::move(*reject));
    FileHandle file = std::move(std::get<FileHandle>(opened));
    auto kind = kind_of_file(*bytes_of_lent_file(file, input.stamp.size), input.source);
    if (auto* reject = std::get_if<Reject>(&kind)) return failed(std::move(input), std::move(*reject));
    if (open_container(std::get<FileKind>(kind), file, input)) return std::nullopt;
    input.feeds = feeds_;
    return as_page(std::move(input), found, std::move(row));
  }

  [[nodiscard]] std::optional<FileOutcome> outcome_if_unchanged(const std::string& source, const FileStamp& stamp) const {
    return options_.unchanged ? options_.unchanged(source, stamp) : std::nullopt;
  }

  /// Opens what holds many inputs; false for anything else.
  bool open_container(const FileKind& kind, FileHandle& file, Input input) {
    input.feeds = feeds_in(kind, file, input.stamp.size);
    if (kind.content == Content::json_lines) container_ = open_article_lines(std::move(file), kind.coding, input, options_.max_line_bytes);
    if (const RecordFormat* format = format_of_records(kind.content))
      container_ = open_warc(bytes_of_file(std::move(file), input.stamp.size), *format, kind.coding, input, options_.max_page_bytes, revisits_, counts_);
    if (kind.content == Content::zip)
      container_ = open_wacz(bytes_of_file(std::move(file), input.stamp.size), input, options_.max_page_bytes, revisits_, counts_);
    if (container_ && kind.content != Content::json_lines) records_of_ = input;
    return container_ != nullptr;
  }

  void close_container() {
    container_.reset();
    if (records_of_ && options_.on_container_read) options_.on_container_read(records_of_->source, records_of_->stamp);
    records_of_.reset();
  }

  static std::uint64_t row_digest(const ManifestRow& row) {
    return digest64(fmt::format("{}\n{}\n{}\n{}", row.url, row.media_type, row.charset, row.captured ? to_string(*row.captured) : ""));
  }

  static std::optional<std::string> mirrored_address(const FoundFile& found) {
    return mirror_address(found.root_name, found.relative_path, found.host_place);
  }

  /// The feeds among the files. Of a list on standard input nothing is known before it is read.
  void survey_files() {
    if (!options_.read_feed) return;
    FeedEvidence evidence;
    for (const std::string& crawl : options_.crawls) {
      if (crawl == "-") continue;
      auto finder = find_at(crawl, HostPlace::anywhere, elsewhere(), [this](std::string_view name) { return may_name_feed(name); });
      if (std::holds_alternative<Reject>(finder)) continue;
      while (auto found = std::get<std::unique_ptr<FileFinder>>(finder)->next()) survey_if_feed(*found, evidence);
    }
    feeds_ = sealed(std::move(evidence));
  }

  /// Decides by the name alone, before anybody asks what stands there: a crawl of millions is walked twice otherwise.
  [[nodiscard]] bool may_name_feed(std::string_view name) const {
    return may_be_feed_name(name) || name.starts_with("index.") || (!manifest_.empty() && !has_html_name(name));
  }

  void survey_if_feed(const FoundFile& found, FeedEvidence& evidence) {
    const bool is_named_so = may_be_feed_name(found.relative_path);
    if (found.failure || (!is_named_so && (manifest_.empty() || has_html_name(found.relative_path)))) return;
    const auto row = manifest_row(found);
    if (!is_named_so && (!row || !may_be_feed(row->media_type, found.relative_path))) return;
    const auto opened = open_regular(found.directory_fd, found.name);
    const auto* file = std::get_if<FileHandle>(&opened);
    if (file == nullptr) return;
    FeedPlace place{.address = row && !row->url.empty() ? row->url : mirrored_address(found).value_or(""), .charset = {}, .captured = {}};
    if (row) {
      place.charset = row->charset;
      place.captured = row->captured;
    }
    survey_file(*file, std::move(place), {.read = options_.read_feed, .max_bytes = options_.max_page_bytes, .evidence = evidence});
  }

  /// A container's pages are told of by the feeds in it: what is said of them changes with the file alone.
  std::shared_ptr<const FeedEvidence> feeds_in(const FileKind& kind, const FileHandle& file, std::uint64_t size) {
    if (!options_.read_feed) return nullptr;
    FeedEvidence evidence;
    const FeedSurvey survey{.read = options_.read_feed, .max_bytes = options_.max_page_bytes, .evidence = evidence};
    const OpenBytes open = [&] { return bytes_of_lent_file(file, size); };
    if (const RecordFormat* format = format_of_records(kind.content)) survey_records(open, *format, kind.coding, survey);
    if (kind.content == Content::zip) survey_zip(open(), survey);
    return sealed(std::move(evidence));
  }

  std::shared_ptr<const FeedEvidence> sealed(FeedEvidence&& evidence) {
    if (evidence.empty()) return nullptr;
    evidence.seal();
    feeds_are_cut_ = feeds_are_cut_ || evidence.is_cut();
    return std::make_shared<const FeedEvidence>(std::move(evidence));
  }

  /// A page whose address is in the page alone may be meant by any of them.
  [[nodiscard]] std::uint64_t told_by_feeds(const FoundFile& found, const std::optional<ManifestRow>& row) const {
    if (row && !row->url.empty()) return feeds_->digest_of(row->url);
    const auto address = mirrored_address(found);
    return address ? feeds_->digest_of(*address) : feeds_->digest();
  }

  static Input as_page(Input input, const FoundFile& found, std::optional<ManifestRow> row) {
    if (row) {
      input.address = std::move(row->url);
      input.address_from = AddressFrom::manifest;
      input.media_type = std::move(row->media_type);
      input.charset = std::move(row->charset);
      input.captured = row->captured;
    }
    if (!input.address.empty()) return input;
    input.address_from = AddressFrom::file_path;
    if (auto address = mirrored_address(found)) {
      input.address = std::move(*address);
      input.address_from = AddressFrom::mirror_path;
    }
    return input;
  }

  /// By the path below its CRAWL, as given, or absolute.
  std::optional<ManifestRow> manifest_row(const FoundFile& found) {
    if (manifest_.empty()) return std::nullopt;
    if (auto row = manifest_.find(found.relative_path)) return row;
    if (auto row = manifest_.find(found.source)) return row;
    if (found.source.starts_with('/')) return std::nullopt;
    if (working_directory_.empty()) working_directory_ = real_path_or(".");
    std::string_view below = found.source;
    while (below.starts_with("./")) below.remove_prefix(2);
    return manifest_.find(fmt::format("{}/{}", working_directory_, below));
  }

  CrawlOptions options_;
  Manifest manifest_;
  std::vector<std::string> real_roots_;
  std::string working_directory_;
  std::unique_ptr<FileFinder> finder_;
  std::unique_ptr<Container> container_;
  std::optional<Input> records_of_;  // the file that container_ reads, if it holds records
  Revisits revisits_;
  RecordCounts counts_;
  std::shared_ptr<const FeedEvidence> feeds_;  // among the files
  bool surveyed_ = false, feeds_are_cut_ = false;
  std::size_t next_crawl_ = 0, next_problem_ = 0;
  std::uint64_t order_ = 0;
};

}  // namespace

std::unique_ptr<PageSource> open_crawl(CrawlOptions options) { return std::make_unique<CrawlSource>(std::move(options)); }

}  // namespace backfile
