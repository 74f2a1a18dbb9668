// A dateline is what stands before the first dash: a place, maybe a region, a date, an agency in brackets. Written in mixed case it
// needs a date or an agency, for "However - ..." is no place; in capitals the place alone is enough. Japanese agencies write
// 【place＝reporter】.
#include "indexer/extract/body/dateline.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace backfile {
namespace {

constexpr std::size_t longest_dateline = 90;  // bytes before the dash
constexpr std::size_t most_words_of_place = 5;

bool has_digit(std::string_view s) { return s.find_first_of("0123456789") != std::string_view::npos; }
bool is_lower_ascii(char c) { return c >= 'a' && c <= 'z'; }

// ", 4 mai", ", 04.05.", ", le 4 mai", but not the age of a person, and not ", in 2019".
bool looks_like_date(std::string_view s) {
  if (!has_digit(s) || s.find_first_not_of("0123456789 ,") == std::string_view::npos) return false;
  constexpr auto articles = std::to_array<std::string_view>({"le", "am", "den", "il", "dnia", "dia"});
  s.remove_prefix(std::min(s.find_first_not_of(" ,"), s.size()));
  const std::string_view word = s.substr(0, s.find(' '));
  const bool is_word = !word.empty() && is_lower_ascii(word[0]);
  return !is_word || word.size() == s.size() || std::ranges::find(articles, word) != articles.end();
}

// "DAL NOSTRO INVIATO A ROMA", "DE NOTRE ENVOYÉ SPÉCIAL À LYON": the place is what comes behind who was sent there.
std::string_view without_correspondent(std::string_view place) {
  constexpr auto words = std::to_array<std::string_view>(
      {"DAL", "DALLA", "DAI", "NOSTRO", "NOSTRA", "NOSTRI", "INVIATO", "INVIATA", "INVIATI", "CORRISPONDENTE", "A", "DA", "DE", "NOTRE", "ENVOYÉ", "ENVOYÉE",
       "SPÉCIAL", "SPÉCIALE", "CORRESPONDANT", "CORRESPONDANTE", "À", "NUESTRO", "NUESTRA", "CORRESPONSAL", "ENVIADO", "ENVIADA", "ESPECIAL", "EN"});
  bool sent = false;
  std::string_view rest = place;
  for (std::size_t space = rest.find(' '); space != std::string_view::npos; space = rest.find(' ')) {
    const std::string_view word = rest.substr(0, space);
    if (std::ranges::find(words, word) == words.end()) break;
    sent = sent || word.size() > 6;
    rest.remove_prefix(space + 1);
  }
  return sent ? rest : place;
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == ',')) s.remove_suffix(1);
  return s;
}

// Latin-1 and Cyrillic letters in two bytes have case as well; other scripts count as capitals only beside ASCII capitals.
bool in_capitals(std::string_view s) {
  bool upper = false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (is_lower_ascii(s[i])) return false;
    if (c >= 'A' && c <= 'Z') upper = true;
    const auto next = i + 1 < s.size() ? static_cast<unsigned char>(s[i + 1]) : 0u;
    if (c == 0xc3 && next >= 0x9f) return false;
    if (c == 0xd0 && next >= 0x90 && next < 0xb0) upper = true;
    if ((c == 0xd0 && next >= 0xb0) || c == 0xd1) return false;
  }
  return upper;
}

bool starts_upper(std::string_view s) {
  const auto c = static_cast<unsigned char>(s.empty() ? ' ' : s[0]);
  const auto next = static_cast<unsigned char>(s.size() > 1 ? s[1] : ' ');
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c == 0xc3) return next < 0x9f;
  if (c == 0xc4 || c == 0xc5) return true;
  return c == 0xd0 && next >= 0x80 && next < 0xb0;
}

// Position of the first dash that stands between spaces (or an em dash anywhere) and is near enough to the start.
std::size_t dash_position(std::string_view t) {
  const std::size_t limit = std::min(t.size(), longest_dateline);
  for (std::size_t i = 1; i + 1 < limit; ++i) {
    if (t[i] == '-' && t[i - 1] == ' ' && t[i + 1] == ' ') return i;
    if (t[i] == '-' && t[i + 1] == '-') return i;
    if (t.substr(i).starts_with("\u2014") || t.substr(i).starts_with("\u2015")) return i;
    if (t.substr(i).starts_with("\u2013") && (t[i - 1] == ' ' || t[i - 1] == ')')) return i;
  }
  return std::string_view::npos;
}

std::string_view in_cjk_brackets(std::string_view t) {
  constexpr std::string_view open = "\u3010", close = "\u3011", equals = "\uff1d";
  if (!t.starts_with(open)) return {};
  t.remove_prefix(open.size());
  const std::size_t end = t.substr(0, longest_dateline).find(close);
  if (end == std::string_view::npos) return {};
  const std::size_t place = t.substr(0, end).find(equals);
  return place == std::string_view::npos ? std::string_view{} : t.substr(0, place);
}

// "VAT - value added tax" explains a word.
bool holds_sentence(std::string_view s) {
  return s.find_first_of(".!?:,\"") != std::string_view::npos || s.size() > 80;
}

bool is_place(std::string_view s) {
  return !s.empty() && starts_upper(s) && !has_digit(s) && s.find_first_of(".!?:;\"") == std::string_view::npos &&
         static_cast<std::size_t>(std::count(s.begin(), s.end(), ' ')) < most_words_of_place;
}

}  // namespace

std::string dateline_of(std::string_view paragraph) {
  if (const std::string_view place = in_cjk_brackets(paragraph); !place.empty()) return std::string(place);
  const std::size_t dash = dash_position(paragraph);
  if (dash == std::string_view::npos) return {};
  std::string_view head = trimmed(paragraph.substr(0, dash));
  bool has_agency = false;
  if (head.ends_with(')')) {
    const std::size_t open = head.rfind('(');
    if (open == std::string_view::npos || head.size() - open > 40) return {};
    has_agency = true;
    head = trimmed(head.substr(0, open));
  }
  // "Paris, 4 mai" and "AUSTIN, Texas": a part with digits is a date, and so is all that follows it.
  std::size_t end = head.size();
  bool has_date = false;
  for (std::size_t comma = head.find(','); comma != std::string_view::npos; comma = head.find(',', comma + 1)) {
    const std::size_t next = std::min(head.find(',', comma + 1), head.size());
    if (!looks_like_date(head.substr(comma, next - comma))) continue;
    has_date = true;
    end = comma;
    break;
  }
  const std::string_view place = without_correspondent(trimmed(head.substr(0, end)));
  if (!is_place(place)) return {};
  const std::string_view city = place.substr(0, place.find(','));
  if (!has_agency && !has_date && (!in_capitals(city) || !holds_sentence(paragraph.substr(dash)))) return {};
  return std::string(place);
}

std::string_view credit_in_dateline(std::string_view paragraph) {
  const std::size_t dash = dash_position(paragraph);
  if (dash == std::string_view::npos) return {};
  std::string_view head = trimmed(paragraph.substr(0, dash));
  const std::size_t open = head.rfind('(');
  if (!head.ends_with(')') || open == std::string_view::npos) return {};
  head.remove_prefix(open + 1);
  return trimmed(head.substr(0, head.find_first_of("/,;)")));
}

}  // namespace backfile
