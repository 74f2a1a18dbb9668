// Input -> Page: the file read, inflated and checked to be HTML. Runs in any thread; holds no state.
#include <array>
#include <optional>

#include <fmt/format.h>

#include "common/address.hpp"
#include "common/digest.hpp"
#include "indexer/crawl/content_coding.hpp"
#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/mhtml.hpp"
#include "indexer/crawl/mirror_path.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/crawl/sniff.hpp"

namespace backfile {
namespace {

/// A record has none of its own.
std::string_view name_of(const Input& input) { return input.is_record ? std::string_view() : std::string_view(input.path); }

std::optional<Reject> not_html(const std::string& bytes, const Input& input) {
  const Sniffed sniffed = sniff(std::string_view(bytes).substr(0, sniff_bytes), name_of(input));
  switch (sniffed.content) {
    case Content::html: return std::nullopt;
    case Content::empty: return Reject{.reason = Reason::empty, .detail = bytes.empty() ? "no bytes" : "nothing but white space"};
    case Content::json_lines: return Reject{.reason = Reason::not_html, .detail = "JSON lines under the name of a page"};
    case Content::gzip: return Reject{.reason = Reason::not_html, .detail = "gzip within gzip within gzip"};
    case Content::arc:
    case Content::warc: return Reject{.reason = Reason::not_html, .detail = "WARC within a page"};
    case Content::zip: return Reject{.reason = Reason::not_html, .detail = "a zip file without WARC files in it"};
    case Content::mhtml: return Reject{.reason = Reason::not_html, .detail = "MHTML without a page in it"};
    case Content::other: break;
  }
  return Reject{.reason = Reason::not_html, .detail = sniffed.what};
}

/// A record that no page came with has its HTTP status as a reason before all others.
std::optional<Reject> not_a_page(const std::string& bytes, const Input& input) {
  auto reject = not_html(bytes, input);
  if (reject && input.http_status >= 300) reject = Reject{.reason = Reason::http_status, .detail = fmt::format("HTTP status {}", input.http_status)};
  return reject;
}

/// Where none came with it.
void give_address(Page& page, const Input& input) {
  if (!page.address.empty()) return;
  if (auto mirrored = httrack_comment(page.bytes)) {
    page.address = std::move(mirrored->address);
    if (!page.captured) page.captured = mirrored->captured;
    page.address_from = AddressFrom::mirror_path;
    return;
  }
  page.address = "file:" + input.relative_path;
  page.address_from = AddressFrom::file_path;
}

/// Only conversion records are let through as plain text: what somebody made of a page, a line for each of its blocks.
bool is_plain_text(const Input& input) { return input.is_record && input.media_type == "text/plain"; }

/// The first line is the title, as the makers of such records put it.
std::string html_of_text(std::string_view text) {
  std::string html = "<!doctype html>\n<title>", title;
  const auto append_escaped = [](std::string& out, std::string_view line) {
    for (const char c : line) {
      if (c == '<')
        out += "&lt;";
      else if (c == '&')
        out += "&amp;";
      else
        out += c;
    }
  };
  std::string body;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = without_spaces(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.empty()) continue;
    if (title.empty()) append_escaped(title, line);
    body += "<p>";
    append_escaped(body, line);
    body += "</p>\n";
  }
  return body.empty() ? std::string() : html + title + "</title>\n<body>\n" + body;
}

/// A file's or a record's bytes, content codings undone.
std::variant<std::string, Reject> read_bytes(Input& input, std::uint64_t max_bytes) {
  std::string bytes = std::move(input.bytes);
  if (input.kind == Input::Kind::page_bytes) {
    auto decoded = undo_codings(std::move(bytes), input.codings, max_bytes, input.is_truncated ? Ending::cut : Ending::whole);
    if (auto* reject = std::get_if<Reject>(&decoded)) return std::move(*reject);
    bytes = std::move(std::get<std::string>(decoded));
  } else {
    auto file = open_regular(input.path);
    if (auto* reject = std::get_if<Reject>(&file)) return std::move(*reject);
    auto read = read_whole(std::get<FileHandle>(file), max_bytes);
    if (auto* reject = std::get_if<Reject>(&read)) return std::move(*reject);
    bytes = std::move(std::get<std::string>(read));
  }
  return inflate_layers(std::move(bytes), max_bytes);
}

std::optional<SavedMessage> saved_message(const std::string& bytes, const Input& input) {
  if (bytes.starts_with('<')) return std::nullopt;  // markup, as nearly all pages are: not worth a closer look
  if (sniff(std::string_view(bytes).substr(0, sniff_bytes), name_of(input)).content != Content::mhtml) return std::nullopt;
  return read_mhtml(bytes);
}

/// What is known of the file from elsewhere counts more, but for where it lies: that is the place of a copy.
void take_over(Page& page, SavedMessage&& saved) {
  page.bytes = std::move(saved.html);
  page.media_type = "text/html";
  if (page.charset.empty()) page.charset = std::move(saved.charset);
  if (!page.captured) page.captured = saved.captured;
  const bool is_known = page.address_from == AddressFrom::container || page.address_from == AddressFrom::manifest;
  if (is_known && !page.address.empty()) return;
  if (saved.address.empty()) return;
  page.address = std::move(saved.address);
  page.address_from = AddressFrom::container;
}

}  // namespace

std::variant<std::string, Reject> read_payload(Input& input, std::uint64_t max_bytes) {
  auto bytes = read_bytes(input, max_bytes);
  if (auto* text = std::get_if<std::string>(&bytes))
    if (auto saved = saved_message(*text, input)) return std::move(saved->html);
  return bytes;
}

std::variant<Page, Reject> load_page(Input& input, std::uint64_t max_page_bytes) {
  auto bytes = read_bytes(input, max_page_bytes);
  if (auto* reject = std::get_if<Reject>(&bytes)) return std::move(*reject);
  Page page;
  page.bytes = std::move(std::get<std::string>(bytes));
  page.media_type = input.media_type;
  page.charset = input.charset;
  page.captured = input.captured;
  page.address = input.address;
  page.address_from = input.address_from;
  page.feeds = input.feeds;
  if (auto saved = saved_message(page.bytes, input)) take_over(page, std::move(*saved));
  page.digest = digest64(page.bytes);
  if (is_plain_text(input)) {
    page.bytes = html_of_text(page.bytes);
    page.media_type = "text/html";
  }
  if (auto reject = not_a_page(page.bytes, input)) return std::move(*reject);
  page.source = input.source;
  page.http_status = input.http_status;
  give_address(page, input);
  return page;
}

}  // namespace backfile
