// Leaves of the query tree: what a word or phrase means in its field. Values become canonical here (host, language,
// address), so that a mistake is found where it was typed and the printed query shows what is searched.
#include <algorithm>
#include <array>
#include <optional>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/text.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_parser.hpp"

namespace backfile::detail {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

bool has_word(std::string_view text) {
  bool found = false;
  for_each_word(text, [&](const Word&) { found = true; });
  return found;
}

std::string without_wildcards(std::string_view pattern) {
  std::string out(pattern);
  std::ranges::replace_if(
      out, [](char c) { return c == '*' || c == '?'; }, ' ');
  return out;
}

// Only YYYY, YYYY-MM, YYYY-MM-DD: other forms would be guesses.
std::optional<PartialDate> parse_day(std::string_view text) {
  const auto fits = [](char c, char shape) { return shape == '0' ? is_ascii_digit(c) : c == shape; };
  const std::string_view shape = std::string_view("0000-00-00").substr(0, text.size());
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if (!std::ranges::equal(text, shape, fits)) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) value = value * 10 + (c - '0');
    return value;
  };
  PartialDate date;
  const int year = number(0, 4), month = text.size() > 4 ? number(5, 2) : 1, day = text.size() > 7 ? number(8, 2) : 1;
  if (year < 1 || !is_valid_day(year, month, day)) return std::nullopt;
  date.year = static_cast<std::int16_t>(year);
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  date.precision = text.size() == 4 ? Precision::year : text.size() == 7 ? Precision::month : Precision::day;
  return date;
}

// before: and after: exclude the whole period they name.
DateText open_range(std::string_view name, std::string_view text) {
  const auto date = parse_day(trimmed(text));
  if (!date) return {{}, "not a date (as in " + std::string(name) + ":2024, 2024-05 or 2024-05-01)"};
  DateText out;
  if (name == "before") {
    if (first_day(*date) <= days_from_civil(1, 1, 1)) return {{}, "nothing is before the year 1"};
    out.range.to = civil_from_days(first_day(*date) - 1);
  } else {
    if (last_day(*date) >= days_from_civil(9999, 12, 31)) return {{}, "nothing is after the year 9999"};
    out.range.from = civil_from_days(last_day(*date) + 1);
  }
  return out;
}

QueryNode date_leaf(std::string_view text, const schema::QueryField* field, std::string& mistake) {
  QueryNode node;
  const DateText date = field->name == "date" ? parse_date_text(text) : open_range(field->name, text);
  mistake = date.mistake;
  if (!mistake.empty()) return node;
  node.kind = NodeKind::date;
  node.field = schema::find_query_field("date");
  node.range = date.range;
  return node;
}

// A host, given as such or within an address.
std::string host_of(std::string_view text) {
  const bool is_address = text.find("://") != std::string_view::npos;
  if (!is_address && text.find_first_of("/?#@") != std::string_view::npos) return {};
  const auto address = normalise_address(is_address ? std::string(text) : "http://" + std::string(text) + "/");
  return address ? std::string(split_address(*address).host) : std::string();
}

std::string address_of(std::string_view text) {
  if (text.starts_with("file:")) return std::string(text);
  const bool has_scheme = text.find("://") != std::string_view::npos;
  return normalise_address(has_scheme ? std::string(text) : "https://" + std::string(text)).value_or("");
}

// The beginning of an address; without the "/" that a bare host gets.
std::string address_beginning(std::string_view text, std::string& mistake) {
  std::string address = address_of(text);
  if (address.empty()) mistake = "not the beginning of an address";
  if (address.ends_with('/') && !text.ends_with('/')) address.pop_back();
  return address;
}

// What has: asks for; the indexer marks articles with it.
std::string feature_of(std::string_view text) {
  constexpr std::array known{"author", "date", "section", "tags", "standfirst", "image", "edits"};
  return std::ranges::find(known, text) == known.end() ? std::string() : std::string(text);
}

QueryNode value_leaf(NodeKind kind, std::string_view text, const schema::QueryField* field, std::string& mistake) {
  QueryNode node;
  node.field = field;
  node.kind = kind == NodeKind::wildcard ? kind : NodeKind::value;
  node.text = std::string(trimmed(text));
  if (kind == NodeKind::wildcard) {
    const std::string begin = node.text.substr(0, node.text.find('*'));
    if (begin.empty() || begin.size() + 1 != node.text.size())
      mistake = "in a whole value a wildcard may stand at the end only";
    if (mistake.empty() && field->prefix == schema::prefix::address)
      node.text = address_beginning(begin, mistake) + "*";
    return node;
  }
  const auto canonical = [&](std::string value, std::string_view message) {
    if (value.empty()) mistake = message;
    node.text = std::move(value);
  };
  if (field->prefix == schema::prefix::host) canonical(host_of(node.text), "not a site (as in site:example.com)");
  if (field->prefix == schema::prefix::address) canonical(address_of(node.text), "not an address");
  if (field->prefix == schema::prefix::language)
    canonical(canonical_language(node.text), "not a language (as in lang:en)");
  if (field->prefix == schema::prefix::has)
    canonical(feature_of(node.text), "has: knows author, date, section, tags, standfirst, image and edits");
  return node;
}

}  // namespace

DateText parse_date_text(std::string_view text) {
  constexpr std::string_view forms = " (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, ..1970 or 2020..)";
  text = trimmed(text);
  DateText out;
  const std::size_t dots = text.find("..");
  const auto side = [&](std::string_view part, std::optional<PartialDate>& end) {
    part = trimmed(part);
    if (part.empty()) return;
    end = parse_day(part);
    if (!end) out.mistake = "not a date" + std::string(forms);
  };
  if (dots == std::string_view::npos) {
    side(text, out.range.from);
    out.range.to = out.range.from;
  } else {
    side(text.substr(0, dots), out.range.from);
    side(text.substr(dots + 2), out.range.to);
  }
  if (!out.mistake.empty()) return out;
  if (!out.range.from && !out.range.to) out.mistake = "a range needs a date at one end at least" + std::string(forms);
  if (out.range.from && out.range.to && first_day(*out.range.from) > last_day(*out.range.to))
    out.mistake = "this range ends before it begins";
  return out;
}

QueryNode make_leaf(NodeKind kind, std::string_view text, const schema::QueryField* field, std::string& mistake) {
  if (field && trimmed(text).empty()) {
    mistake = std::string(field->name) + ": needs a value";
    return {};
  }
  if (field && field->kind == schema::FieldKind::date) return date_leaf(text, field, mistake);
  if (field && field->kind == schema::FieldKind::value) return value_leaf(kind, text, field, mistake);
  QueryNode node;
  const bool wildcard = kind == NodeKind::wildcard;
  if (wildcard && !has_word(without_wildcards(text))) mistake = "a wildcard needs letters";
  if ((!wildcard && !has_word(text)) || !mistake.empty()) return node;
  node.kind = kind;
  node.field = field;
  node.text = std::string(text);
  return node;
}

}  // namespace backfile::detail
