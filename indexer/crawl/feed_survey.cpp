#include "indexer/crawl/feed_survey.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "common/address.hpp"
#include "indexer/crawl/captured_at.hpp"
#include "indexer/crawl/content_coding.hpp"
#include "indexer/crawl/feed_names.hpp"
#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/http_message.hpp"
#include "indexer/crawl/manifest.hpp"
#include "indexer/crawl/member_decoder.hpp"
#include "indexer/crawl/raw_reader.hpp"
#include "indexer/crawl/record_format.hpp"
#include "indexer/crawl/sniff.hpp"
#include "indexer/crawl/warc_reader.hpp"
#include "indexer/crawl/zip_archive.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t scan_buffer_bytes = 1 << 18;
/// Of a member's text: a record's head and what most servers say before the body.
constexpr std::size_t looked_at_bytes = 2048;

/// The HTTP head of a response; what its record says of a resource.
HttpHead http_head_of(const WarcHead& head, std::string_view block) {
  if (head.kind == RecordKind::response)
    if (auto http = parse_http_head(block)) return std::move(*http);
  HttpHead http;
  std::tie(http.media_type, http.charset) = split_content_type(head.content_type);
  return http;
}

/// Of an address, without query and fragment.
std::string_view path_of(std::string_view target) { return target.substr(0, target.find_first_of("?#")); }

bool holds_feed(const WarcHead& head, const HttpHead& http) {
  const bool has_payload = head.kind == RecordKind::response || head.kind == RecordKind::resource;
  return has_payload && http.status < 300 && may_be_feed(http.media_type, path_of(head.target));
}

/// `text`: what a member begins with.
bool begins_with_feed(const RecordFormat& format, std::string_view text) {
  const std::size_t end = format.head_size(text);
  if (end == std::string_view::npos) return false;
  const WarcHead head = format.parse_head(text.substr(0, end));
  return holds_feed(head, http_head_of(head, text.substr(end)));
}

void take_record(WarcRecord&& record, HttpHead&& http, const FeedSurvey& survey) {
  if (record.damage || record.over_limit) return;
  record.block.erase(0, http.body_begin);
  auto body = undo_codings(std::move(record.block), http.codings, survey.max_bytes, record.head.truncated ? Ending::cut : Ending::whole);
  if (std::holds_alternative<Reject>(body)) return;
  auto bytes = inflate_layers(std::move(std::get<std::string>(body)), survey.max_bytes);
  if (std::holds_alternative<Reject>(bytes)) return;
  survey.read(std::move(std::get<std::string>(bytes)),
              {.address = normalise_address(record.head.target).value_or(""), .charset = std::move(http.charset),
               .captured = captured_at(record.head.date)},
              survey.evidence);
}

/// In a file made of damage each record costs a search for the next: that is done once, by who reads the pages.
constexpr std::size_t most_damaged_records = 64;

/// The next record, taken if it holds a feed; false at the end, and after much damage.
bool survey_next(WarcReader& reader, const FeedSurvey& survey, std::size_t& damaged) {
  std::optional<HttpHead> feed;
  auto record = reader.next([&](const WarcHead& head, std::string_view block) -> std::uint64_t {
    feed.reset();
    HttpHead http = http_head_of(head, block);
    if (!holds_feed(head, http)) return 0;
    const std::uint64_t wanted = survey.max_bytes + http.body_begin;
    feed = std::move(http);
    return wanted;
  });
  if (!record || interrupted()) return false;
  if (record->damage && ++damaged > most_damaged_records) return false;
  if (feed) take_record(std::move(*record), std::move(*feed), survey);
  return true;
}

/// Where the members begin whose first record holds a feed. Only their first bytes are inflated: the next is found by its mark.
std::vector<std::uint64_t> members_with_feeds(std::unique_ptr<ByteSource> file, MemberDecoder& decoder, const RecordFormat& format) {
  std::vector<std::uint64_t> found;
  const std::size_t probe_bytes = decoder.probe_bytes();
  const std::string_view magic = decoder.magic();
  std::string text(looked_at_bytes, '\0');
  RawReader raw(std::move(file), std::max(scan_buffer_bytes, 2 * probe_bytes));
  ProbeBudget probes;
  std::uint64_t offset = decoder.pass_what_is_no_text(raw.source(), 0);
  while (!interrupted()) {
    const std::string_view ahead = raw.at(offset, probe_bytes);
    const std::size_t at = ahead.find(magic);
    if (at == std::string_view::npos) {
      if (ahead.size() < probe_bytes) break;
      offset += ahead.size() - (magic.size() - 1);
      if (ahead.find_first_not_of('\0') == std::string_view::npos) offset = raw.source().next_stored_at(offset);
      continue;
    }
    offset += at;
    const std::string_view member = raw.at(offset, probe_bytes);
    std::size_t got = 0;
    if (decoder.looks_like_member(member)) got = decoder.probe(member.substr(0, probe_bytes), text.data(), text.size());
    const std::string_view start = std::string_view(text).substr(0, got);
    if (!format.begins_member(start.substr(0, format.member_start_bytes))) {
      offset += probes.step_after_failure(offset);
      continue;
    }
    if (begins_with_feed(format, start)) found.push_back(offset);
    offset += magic.size();
  }
  return found;
}

}  // namespace

void survey_records(const OpenBytes& open, const RecordFormat& format, FileCoding coding, const FeedSurvey& survey) {
  auto file = open();
  if (!file) return;
  std::size_t damaged = 0;
  if (coding == FileCoding::plain) {
    WarcReader reader(open_warc_stream(std::move(file), coding, format), format);
    while (survey_next(reader, survey, damaged)) {
    }
    return;
  }
  const auto decoder = coding == FileCoding::gzip ? gzip_member_decoder() : zstd_member_decoder();
  for (const std::uint64_t offset : members_with_feeds(std::move(file), *decoder, format)) {
    auto again = open();
    if (!again || interrupted()) return;
    WarcReader reader(open_warc_stream(std::move(again), coding, format, offset), format);
    survey_next(reader, survey, damaged);
  }
}

void survey_zip(std::unique_ptr<ByteSource> file, const FeedSurvey& survey) {
  auto opened = ZipArchive::open(std::move(file));
  if (std::holds_alternative<Reject>(opened)) return;
  const auto& zip = std::get<std::shared_ptr<ZipArchive>>(opened);
  for (const ZipArchive::Member& member : zip->members()) {
    if (interrupted()) return;
    if (!member.is_stored || !(has_warc_name(member.name) || has_arc_name(member.name))) continue;
    const OpenBytes open = [&]() -> std::unique_ptr<ByteSource> {
      auto bytes = zip->open_member(member);
      return std::holds_alternative<Reject>(bytes) ? nullptr : std::move(std::get<std::unique_ptr<ByteSource>>(bytes));
    };
    auto bytes = open();
    if (!bytes || bytes->size() == 0) continue;
    const auto kind = kind_of_file(*bytes, member.name);
    bytes.reset();
    const auto* told = std::get_if<FileKind>(&kind);
    if (const RecordFormat* format = told ? format_of_records(told->content) : nullptr) survey_records(open, *format, told->coding, survey);
  }
}

void survey_file(const FileHandle& file, FeedPlace place, const FeedSurvey& survey) {
  auto read = read_whole(file, survey.max_bytes);
  if (std::holds_alternative<Reject>(read)) return;
  auto bytes = inflate_layers(std::move(std::get<std::string>(read)), survey.max_bytes);
  if (auto* text = std::get_if<std::string>(&bytes)) survey.read(std::move(*text), std::move(place), survey.evidence);
}

}  // namespace backfile
