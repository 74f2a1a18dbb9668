#include "searcher/src/query_numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "common/text.hpp"
#include "searcher/src/query_chars.hpp"

namespace backfile::detail {
namespace {

// A double holds so many without loss.
constexpr std::size_t max_digits = 15;
constexpr std::size_t group_digits = 3;

// Texts set them beside numbers, and the analysis makes no words of them.
constexpr std::array<std::string_view, 6> units{"$", "£", "€", "¥", "₹", "%"};

bool is_separator_of_digits(char c) { return c == '.' || c == ','; }

/// Runs of digits and the separators between them.
struct Parts {
  std::vector<std::string_view> digits;
  std::string separators;
};

std::optional<Parts> parts_of(std::string_view text) {
  Parts parts;
  for (std::size_t at = 0;; ++at) {
    const std::size_t begin = at;
    while (at < text.size() && is_ascii_digit(text[at])) ++at;
    if (at == begin) return std::nullopt;
    parts.digits.push_back(text.substr(begin, at - begin));
    if (at == text.size()) return parts;
    if (!is_separator_of_digits(text[at])) return std::nullopt;
    parts.separators += text[at];
  }
}

/// The first `count` runs are one number in groups of three.
bool are_groups(const Parts& parts, std::size_t count) {
  const std::string_view first = parts.digits.front();
  if (count == 1) return true;
  if (first.size() > group_digits || first.front() == '0') return false;
  for (std::size_t i = 1; i < count; ++i)
    if (parts.digits[i].size() != group_digits || parts.separators[i - 1] != parts.separators.front()) return false;
  return true;
}

std::string shown(double value) {
  char buffer[64];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  std::string out(buffer, error == std::errc() ? end : buffer);
  const std::size_t point = out.find('.');
  const bool looks_grouped = point != std::string::npos && point <= group_digits && out.front() != '0' && out.size() - point - 1 == group_digits;
  if (looks_grouped) out += '0';
  return out;
}

std::string_view without_unit(std::string_view text) {
  for (const std::string_view unit : units) {
    if (text.starts_with(unit)) return text.substr(unit.size());
    if (text.ends_with(unit)) return text.substr(0, text.size() - unit.size());
  }
  return text;
}

/// A number as people type it: with a unit beside it, in the digits of any script, which the analysis makes ours as it does in texts.
std::optional<double> parse_typed_number(std::string_view text) {
  text = without_unit(text);
  auto number = parse_number(text);
  if (!number)
    for_each_word(text, [&](const Word& word) {
      if (word.surface.size() == text.size()) number = parse_number(word.exact);
    });
  return number;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (text.size() > 2 * max_digits) return std::nullopt;
  const auto parts = parts_of(text);
  if (!parts) return std::nullopt;
  const std::size_t runs = parts->digits.size();
  const bool whole = are_groups(*parts, runs);
  const bool decimal = !whole && are_groups(*parts, runs - 1) && (runs == 2 || parts->separators.back() != parts->separators.front());
  if (!whole && !decimal) return std::nullopt;
  std::string plain;
  for (std::size_t i = 0; i < runs; ++i) {
    if (decimal && i + 1 == runs) plain += '.';
    plain += parts->digits[i];
  }
  if (plain.size() > max_digits + (decimal ? 1 : 0)) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

std::optional<NumberRange> parse_number_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || text.size() == 2) return std::nullopt;
  const std::string_view from = text.substr(0, dots), to = text.substr(dots + 2);
  const NumberRange range{parse_typed_number(from), parse_typed_number(to)};
  if ((!from.empty() && !range.from) || (!to.empty() && !range.to)) return std::nullopt;
  return range;
}

std::string print_number_range(const NumberRange& range, SingleNumber single) {
  if (single == SingleNumber::alone && range.from && range.from == range.to) return shown(*range.from);
  return (range.from ? shown(*range.from) : "") + ".." + (range.to ? shown(*range.to) : "");
}

}  // namespace backfile::detail
