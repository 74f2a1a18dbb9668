#include "indexer/crawl/manifest.hpp"

#include <backfile/error.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "indexer/crawl/line_reader.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_problems = 1000;
constexpr std::size_t max_row_bytes = 1 << 16;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\"");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\"") - begin + 1);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view without_dot_slash(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

/// A WARC-like 14-digit time, which ISO 8601 does not know.
std::optional<PartialDate> parse_captured(std::string_view text) {
  if (text.size() != 14 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return parse_iso_date(text);
  const auto part = [&](std::size_t at, std::size_t size) { return std::string(text.substr(at, size)); };
  return parse_iso_date(fmt::format("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 2), part(6, 2), part(8, 2), part(10, 2), part(12, 2)));
}

}  // namespace

std::pair<std::string, std::string> split_content_type(std::string_view content_type) {
  const std::size_t semicolon = content_type.find(';');
  std::pair<std::string, std::string> parts{lowered(trimmed(content_type.substr(0, semicolon))), {}};
  std::string_view rest = semicolon == std::string_view::npos ? std::string_view() : content_type.substr(semicolon + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view parameter = rest.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos && lowered(trimmed(parameter.substr(0, equals))) == "charset") {
      parts.second = trimmed(parameter.substr(equals + 1));
      break;
    }
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return parts;
}

Manifest::Manifest(const std::string& file) {
  const auto refuse = [&](const Reject& why) { throw Error(Errc::usage, fmt::format("manifest {}: {}", file, why.detail)); };
  auto opened = open_regular(file);
  if (const auto* reject = std::get_if<Reject>(&opened)) refuse(*reject);
  auto kept = open_regular(file);
  if (const auto* reject = std::get_if<Reject>(&kept)) refuse(*reject);
  file_ = std::move(std::get<FileHandle>(kept));

  LineReader lines(std::move(std::get<FileHandle>(opened)), LineReader::Coding::plain, max_row_bytes);
  while (true) {
    auto next = lines.next();
    if (const auto* reject = std::get_if<Reject>(&next)) refuse(*reject);
    const auto& line = std::get<std::optional<LineReader::Line>>(next);
    if (!line) break;
    if (line->too_long)
      add_problem(line->number, fmt::format("over the limit of {} bytes", max_row_bytes));
    else if (columns_.empty())
      read_header(line->text, file);
    else if (!line->text.empty())
      add_row(line->text, line->number, line->offset);
  }
  stop_if_interrupted();
  if (columns_.empty()) throw Error(Errc::usage, fmt::format("manifest {}: no header line", file));
  std::ranges::sort(places_, {}, [](const Place& p) { return std::pair(p.hash, p.offset); });
  if (further_problems_ > 0) problems_.back().detail = fmt::format("and {} further rows with mistakes", further_problems_ + 1);
}

void Manifest::read_header(std::string_view line, const std::string& file) {
  constexpr std::array names = std::to_array<std::pair<std::string_view, Column>>({
      {"path", Column::path}, {"url", Column::url}, {"captured", Column::captured}, {"content_type", Column::content_type}});
  while (true) {
    const std::size_t tab = line.find('\t');
    const std::string name = lowered(trimmed(line.substr(0, tab)));
    const auto* known = std::ranges::find(names, name, [](const auto& entry) { return entry.first; });
    columns_.push_back(known == names.end() ? Column::other : known->second);
    if (tab == std::string_view::npos) break;
    line.remove_prefix(tab + 1);
  }
  if (std::ranges::find(columns_, Column::path) == columns_.end())
    throw Error(Errc::usage, fmt::format("manifest {}: its first line must name tab-separated columns, among them \"path\"", file));
}

ManifestRow Manifest::parse_row(std::string_view line, std::string* problem) const {
  ManifestRow row;
  for (const Column column : columns_) {
    const std::size_t tab = line.find('\t');
    const std::string_view field = line.substr(0, tab);
    switch (column) {
      case Column::path: row.path = without_dot_slash(field); break;
      case Column::content_type: std::tie(row.media_type, row.charset) = split_content_type(field); break;
      case Column::url:
        // Anything else than http(s) is no address of a page; the page still has its path.
        if (auto url = normalise_address(field)) row.url = std::move(*url);
        break;
      case Column::captured:
        row.captured = parse_captured(trimmed(field));
        if (problem != nullptr && !row.captured && !trimmed(field).empty()) *problem = "the capture time cannot be read";
        break;
      case Column::other: break;
    }
    if (tab == std::string_view::npos) break;
    line.remove_prefix(tab + 1);
  }
  if (problem != nullptr && row.path.empty()) *problem = "no path";
  return row;
}

void Manifest::add_row(std::string_view line, std::uint64_t number, std::uint64_t offset) {
  std::string problem;
  const ManifestRow row = parse_row(line, &problem);
  if (!problem.empty()) add_problem(number, std::move(problem));
  if (!row.path.empty()) places_.push_back({.hash = digest64(row.path), .offset = offset});
}

void Manifest::add_problem(std::uint64_t line, std::string detail) {
  if (problems_.size() == max_problems) {
    ++further_problems_;
    return;
  }
  problems_.push_back({.line = line, .detail = std::move(detail)});
}

std::string Manifest::line_at(std::uint64_t offset) const {
  std::string line;
  while (line.size() <= max_row_bytes) {
    const std::size_t used = line.size();
    line.resize(used + 1024);
    ssize_t got = 0;
    do got = pread(file_.get(), line.data() + used, 1024, static_cast<off_t>(offset + used));
    while (got < 0 && errno == EINTR);
    line.resize(used + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    const std::size_t end = line.find('\n', used);
    if (end != std::string::npos) line.resize(end);
    if (end != std::string::npos || got <= 0) break;
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::optional<ManifestRow> Manifest::find(std::string_view path) {
  path = without_dot_slash(path);
  const std::uint64_t hash = digest64(path);
  for (auto place = std::ranges::lower_bound(places_, hash, {}, &Place::hash); place != places_.end() && place->hash == hash; ++place) {
    ManifestRow row = parse_row(line_at(place->offset), nullptr);
    if (row.path != path) continue;
    used_rows_ += !place->used;
    place->used = 1;
    return row;
  }
  return std::nullopt;
}

}  // namespace backfile
