#include "indexer/crawl/captured_record.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "indexer/crawl/captured_bytes.hpp"
#include "indexer/crawl/file_kind.hpp"
#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/record_format.hpp"
#include "indexer/crawl/warc_record.hpp"
#include "indexer/crawl/warc_stream.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_head_bytes = 1 << 17;
constexpr std::size_t chunk_bytes = 1 << 16;
/// A response has one request, and crawlers write one or two metadata records.
constexpr std::size_t most_companions = 4;

Reject damaged(std::string detail) { return {.reason = Reason::damaged, .detail = "changed since it was indexed: " + std::move(detail)}; }

/// What names a record and those that belong to it.
struct Names {
  std::string id;
  std::vector<std::string> concurrent;
};

Names names_of(std::string_view head) {
  Names names;
  for_each_header_field(head, [&](std::string_view name, std::string_view value) {
    if (same_name(name, "WARC-Record-ID")) names.id = value;
    if (same_name(name, "WARC-Concurrent-To")) names.concurrent.emplace_back(value);
  });
  return names;
}

bool belong_together(const Names& a, const Names& b) {
  return std::ranges::find(a.concurrent, b.id) != a.concurrent.end() || std::ranges::find(b.concurrent, a.id) != b.concurrent.end();
}

/// The WARC file of one capture, open at its record.
class RecordCopier {
 public:
  RecordCopier(const Capture& capture, std::unique_ptr<WarcStream> stream, bool is_gzip, std::uint64_t max_bytes)
      : capture_(capture), stream_(std::move(stream)), is_gzip_(is_gzip), max_bytes_(max_bytes) {}

  bool skip(std::uint64_t bytes) {
    while (bytes > 0) {
      const auto here = std::min<std::uint64_t>(bytes, stream_->peek(chunk_bytes).size());
      if (here == 0) return false;
      stream_->consume(static_cast<std::size_t>(here));
      bytes -= here;
    }
    return true;
  }

  std::variant<std::vector<RecordCopy>, Reject> copy() {
    std::vector<RecordCopy> copies;
    const Names names = names_of(peek_head());
    while (true) {
      auto copied = copy_record();
      if (auto* reject = std::get_if<Reject>(&copied)) {
        if (copies.empty()) return std::move(*reject);
        break;  // what stands behind the page is its own affair
      }
      copies.push_back(std::move(std::get<RecordCopy>(copied)));
      if (copies.size() > most_companions || !go_to_next() || !is_companion(names)) break;
    }
    return copies;
  }

 private:
  std::string_view peek_head() {
    for (std::size_t wanted = 4096;; wanted *= 4) {
      const std::string_view ahead = stream_->peek(wanted);
      const std::size_t size = head_size(ahead);
      if (size != std::string_view::npos) return ahead.substr(0, size);
      if (ahead.size() < wanted || wanted >= max_head_bytes) return {};
    }
  }

  bool is_companion(const Names& page) {
    const std::string_view head = peek_head();
    const RecordKind kind = parse_warc_head(head).kind;
    return (kind == RecordKind::request || kind == RecordKind::metadata) && belong_together(page, names_of(head));
  }

  std::variant<RecordCopy, Reject> copy_record() {
    const std::uint64_t begin = stream_->place().offset;
    const bool begins_member = stream_->mark().position == 0;
    const std::string_view head = peek_head();
    const auto length = parse_warc_head(head).content_length;
    if (head.empty() || warc_format().find_start(head, true) != 0 || !length) return damaged("no record lies at its place");
    if (*length > max_bytes_) return Reject{.reason = Reason::too_large, .detail = fmt::format("over the limit of {} bytes", max_bytes_)};
    RecordCopy copy{.text = std::string(head), .member = {}};
    stream_->consume(head.size());
    if (!append_block(copy.text, *length)) return damaged("its record ends early");
    skip_line_ends();
    if (is_gzip_ && begins_member && stream_->peek(1).empty()) copy.member = stored_member(begin, stream_->edge_offset());
    return copy;
  }

  bool append_block(std::string& text, std::uint64_t left) {
    while (left > 0) {
      const std::string_view ahead = stream_->peek(static_cast<std::size_t>(std::min<std::uint64_t>(left, chunk_bytes)));
      if (ahead.empty()) return false;
      const std::string_view taken = ahead.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left, ahead.size())));
      text.append(taken);
      left -= taken.size();
      stream_->consume(taken.size());
    }
    return true;
  }

  void skip_line_ends() {
    while (true) {
      const std::string_view ahead = stream_->peek(64);
      const std::size_t other = std::min(ahead.find_first_not_of("\r\n"), ahead.size());
      if (other == 0) return;
      stream_->consume(other);
    }
  }

  /// To the record behind the one that was copied; false when there is none that can be read.
  bool go_to_next() { return !stream_->peek(1).empty() || (stream_->edge() == WarcStream::Edge::boundary && stream_->cross()); }

  /// Empty when it cannot be read: the text is there all the same.
  [[nodiscard]] std::string stored_member(std::uint64_t begin, std::uint64_t end) const {
    auto opened = open_captured_file(capture_.path);
    if (end <= begin || std::holds_alternative<Reject>(opened)) return {};
    auto read = read_stretch(*std::get<std::unique_ptr<ByteSource>>(opened), begin, static_cast<std::size_t>(end - begin));
    auto* bytes = std::get_if<std::string>(&read);
    return bytes != nullptr && bytes->size() == end - begin ? std::move(*bytes) : std::string();
  }

  const Capture& capture_;
  std::unique_ptr<WarcStream> stream_;
  bool is_gzip_;
  std::uint64_t max_bytes_;
};

}  // namespace

std::variant<CapturedRecords, Reject> captured_records(const Capture& capture, std::uint64_t max_bytes) {
  if (!capture.offset) return CapturedRecords();
  auto opened = open_captured_container(capture.path);
  if (auto* reject = std::get_if<Reject>(&opened)) return std::move(*reject);
  auto& [bytes, format, coding] = std::get<CapturedContainer>(opened);
  if (format == nullptr) return CapturedRecords{.place = CapturedIn::json_line, .copies = {}};
  if (format != &warc_format()) return CapturedRecords{.place = CapturedIn::arc, .copies = {}};
  RecordCopier copier(capture, open_warc_stream(std::move(bytes), coding, *format, *capture.offset), coding == FileCoding::gzip, max_bytes);
  if (!copier.skip(offset_in_member(capture.source))) return damaged("no record lies at its place");
  auto copied = copier.copy();
  if (auto* reject = std::get_if<Reject>(&copied)) return std::move(*reject);
  return CapturedRecords{.place = CapturedIn::warc, .copies = std::move(std::get<std::vector<RecordCopy>>(copied))};
}

}  // namespace backfile
