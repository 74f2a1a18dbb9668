// WARC records as inputs. What is no page is told by the record's and the HTTP head alone, so that pictures and films cost the reading
// of their bytes at most; content codings wait for load_page and its threads.
//
// Pages are `response` (HTTP, any status: extraction says why a 404 is no article), `resource`, and `conversion` of HTML or plain
// text. A `revisit` is a further capture of the page it stands for. Everything else is counted.
#include <algorithm>

#include <fmt/format.h>

#include "common/address.hpp"
#include "common/digest.hpp"
#include "indexer/crawl/captured_at.hpp"
#include "indexer/crawl/container.hpp"
#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/http_message.hpp"
#include "indexer/crawl/manifest.hpp"
#include "indexer/crawl/warc_reader.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr int not_modified = 304;

/// What a record's head and the start of its block make of it.
struct Plan {
  enum class Use { skip, page, revisit, reject };
  Use use = Use::skip;
  HttpHead http;          // of a resource or conversion: what its record says
  std::string address;    // normalised; empty when there is none on the web
  Reject reject;
};

std::string_view scheme_of(std::string_view target) {
  const std::size_t colon = target.find(':');
  return colon == std::string_view::npos ? std::string_view() : target.substr(0, colon);
}

/// Pages have addresses of the web; "urn:", "dns:", "whois:", "metadata:" name what crawlers keep for themselves.
bool is_page_target(std::string_view target) {
  const std::string_view scheme = scheme_of(target);
  return scheme.empty() || same_name(scheme, "http") || same_name(scheme, "https") || same_name(scheme, "ftp") || same_name(scheme, "file");
}

bool is_redirect(int status) { return status >= 300 && status < 400; }

class WarcContainer final : public Container {
 public:
  WarcContainer(std::unique_ptr<WarcStream> stream, const RecordFormat& format, Input file_input, std::uint64_t max_page_bytes, Revisits& revisits,
                RecordCounts& counts)
      : reader_(std::move(stream), format), file_(std::move(file_input)), max_page_bytes_(max_page_bytes), revisits_(revisits), counts_(counts) {}

  std::optional<Input> next() override {
    while (true) {
      auto record = next_record();
      if (!record || interrupted()) return std::nullopt;
      if (auto input = input_of(std::move(*record))) return input;
    }
  }

  /// The record that comes next, nullopt also when it is of no use.
  std::optional<Input> next_if_page() {
    auto record = next_record();
    return record ? input_of(std::move(*record)) : std::nullopt;
  }

 private:
  std::optional<WarcRecord> next_record() {
    plan_ = {};
    auto record = reader_.next([&](const WarcHead& head, std::string_view start) { return plan(head, start); });
    if (record && record->has_head) ++counts_.by_kind[std::string(record_kind_name(record->head.kind))];
    return record;
  }

  /// Fills plan_; how much of the block is needed for it.
  std::uint64_t plan(const WarcHead& head, std::string_view start) {
    const bool holds_page = head.kind == RecordKind::response || head.kind == RecordKind::resource || head.kind == RecordKind::conversion ||
                            head.kind == RecordKind::revisit;
    if (!holds_page) return 0;
    if (!is_page_target(head.target)) {
      ++counts_.other_targets;
      return 0;
    }
    plan_.address = normalise_address(head.target).value_or("");
    read_http_head(head, start);
    if (head.kind == RecordKind::revisit) return plan_revisit();
    const bool is_text = head.kind == RecordKind::conversion && plan_.http.media_type == "text/plain";
    if (!is_text && !may_be_html(plan_.http.media_type)) return refuse(plan_.http);
    plan_.use = Plan::Use::page;
    return max_page_bytes_ + plan_.http.body_begin;
  }

  void read_http_head(const WarcHead& head, std::string_view start) {
    const bool may_be_http = head.kind == RecordKind::response || head.kind == RecordKind::revisit;
    if (may_be_http) {
      if (auto http = parse_http_head(start)) {
        plan_.http = std::move(*http);
        return;
      }
    }
    std::tie(plan_.http.media_type, plan_.http.charset) = split_content_type(head.content_type);
    if (plan_.http.media_type == "application/http") plan_.http.media_type.clear();
  }

  std::uint64_t refuse(const HttpHead& http) {
    plan_.use = Plan::Use::reject;
    plan_.reject = http.status >= 300 ? Reject{.reason = Reason::http_status, .detail = fmt::format("HTTP status {}", http.status)}
                                      : Reject{.reason = Reason::media_type, .detail = http.media_type};
    return 0;
  }

  std::uint64_t plan_revisit() {
    plan_.use = Plan::Use::revisit;
    const bool failed = plan_.http.status >= 300 && plan_.http.status != not_modified;
    return failed || !may_be_html(plan_.http.media_type) ? refuse(plan_.http) : 0;
  }

  std::optional<Input> input_of(WarcRecord&& record) {
    if (record.damage) return failure(record, std::move(*record.damage));
    switch (plan_.use) {
      case Plan::Use::skip: return std::nullopt;
      case Plan::Use::reject: return failure(record, std::move(plan_.reject));
      case Plan::Use::revisit: return capture_again(record);
      case Plan::Use::page: break;
    }
    if (record.over_limit)
      return failure(record, {.reason = Reason::too_large, .detail = fmt::format("over the limit of {} bytes", max_page_bytes_)});
    return page(std::move(record));
  }

  Input base(const WarcRecord& record) const {
    Input input = file_;
    const std::string place = record.place.inner == 0 ? fmt::format("#{}", record.place.offset)
                                                      : fmt::format("#{}+{}", record.place.offset, record.place.inner);
    input.source += place;
    input.relative_path += place;
    input.is_record = true;
    input.offset = record.place.offset;
    if (record.length != 0) input.length = record.length;
    input.address = plan_.address;
    if (!input.address.empty()) input.address_from = AddressFrom::container;
    input.captured = captured_at(record.head.date);
    return input;
  }

  Input failure(const WarcRecord& record, Reject reject) const {
    Input input = base(record);
    input.kind = Input::Kind::failure;
    input.failure = std::move(reject);
    return input;
  }

  Input page(WarcRecord&& record) {
    Input input = base(record);
    input.kind = Input::Kind::page_bytes;
    if (record.head.kind != RecordKind::conversion && !is_redirect(plan_.http.status)) {
      revisits_.remember(record.head, digest64(input.source));
      input.payload_names = payload_names(record.head);
    }
    input.bytes = std::move(record.block);
    input.bytes.erase(0, plan_.http.body_begin);
    input.media_type = std::move(plan_.http.media_type);
    input.charset = std::move(plan_.http.charset);
    input.codings = std::move(plan_.http.codings);
    input.http_status = plan_.http.status;
    input.is_truncated = record.head.truncated;
    return input;
  }

  Input capture_again(const WarcRecord& record) {
    Input input = base(record);
    input.kind = Input::Kind::capture_again;
    input.original = revisits_.resolve(record.head).value_or(0);
    input.payload_names = referred_names(record.head);
    return input;
  }

  WarcReader reader_;
  Input file_;
  std::uint64_t max_page_bytes_;
  Revisits& revisits_;
  RecordCounts& counts_;
  Plan plan_;  // of the record being read
};

}  // namespace

std::unique_ptr<Container> open_warc(std::unique_ptr<ByteSource> file, const RecordFormat& format, FileCoding coding, Input file_input,
                                     std::uint64_t max_page_bytes, Revisits& revisits, RecordCounts& counts) {
  return std::make_unique<WarcContainer>(open_warc_stream(std::move(file), coding, format), format, std::move(file_input), max_page_bytes, revisits,
                                         counts);
}

std::optional<Input> read_warc_page(std::unique_ptr<ByteSource> file, const RecordFormat& format, FileCoding coding, RecordPlace place,
                                    std::uint64_t max_page_bytes) {
  auto stream = open_warc_stream(std::move(file), coding, format, place.offset);
  for (std::uint64_t left = place.inner; left > 0;) {
    const auto here = std::min<std::uint64_t>(left, stream->peek(1 << 16).size());
    if (here == 0) return std::nullopt;
    stream->consume(static_cast<std::size_t>(here));
    left -= here;
  }
  Revisits revisits;
  RecordCounts counts;
  return WarcContainer(std::move(stream), format, {}, max_page_bytes, revisits, counts).next_if_page();
}

}  // namespace backfile
