#include "indexer/crawl/file_kind.hpp"

#include <array>
#include <string>

#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/member_decoder.hpp"

namespace backfile {
namespace {

/// A gzip file that is named like a page is one: inflating its head twice would cost more than it tells.
Content content_of_gzip(std::string_view head, std::string_view name) {
  if (has_html_name(name)) return Content::gzip;
  const std::string inflated = inflate_gzip_head(head, sniff_bytes);
  // One whose first member is damaged.
  if (inflated.empty() && has_warc_name(name)) return Content::warc;
  if (inflated.empty() && has_arc_name(name)) return Content::arc;
  return sniff(inflated, name).content;
}

FileCoding coding_by_name(std::string_view name) {
  if (name.ends_with(".gz") || name.ends_with(".GZ")) return FileCoding::gzip;
  return name.ends_with(".zst") ? FileCoding::zstd : FileCoding::plain;
}

/// Only records are read from zstd.
Content content_of_zstd(ByteSource& file, std::string_view head, std::string_view name) {
  const auto decoder = zstd_member_decoder();
  const auto raw = read_stretch(file, decoder->pass_what_is_no_text(file, 0), decoder->probe_bytes());
  std::array<char, 64> text{};
  std::size_t bytes = 0;
  if (const auto* start = std::get_if<std::string>(&raw)) bytes = decoder->probe(*start, text.data(), text.size());
  const Content content = sniff({text.data(), bytes}, name).content;
  return content == Content::warc ? content : sniff(head, name).content;
}

}  // namespace

std::variant<FileKind, Reject> kind_of_file(ByteSource& file, std::string_view name) {
  auto read = read_stretch(file, 0, sniff_bytes);
  if (auto* reject = std::get_if<Reject>(&read)) return std::move(*reject);
  const std::string& head = std::get<std::string>(read);
  if (looks_like_gzip(head)) return FileKind{.content = content_of_gzip(head, name), .coding = FileCoding::gzip};
  if (looks_like_zstd(head)) return FileKind{.content = content_of_zstd(file, head, name), .coding = FileCoding::zstd};
  const Content content = sniff(head, name).content;
  // Named as compressed records, with first bytes that are neither that nor text of records.
  const bool is_damaged = content == Content::warc && head.find("WARC/") == std::string::npos;
  return FileKind{.content = content, .coding = is_damaged ? coding_by_name(name) : FileCoding::plain};
}

const RecordFormat* format_of_records(Content content) noexcept {
  if (content == Content::warc) return &warc_format();
  return content == Content::arc ? &arc_format() : nullptr;
}

}  // namespace backfile
