#include "indexer/extract/metadata/title_text.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "common/address.hpp"
#include "common/utf8.hpp"
#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

struct Separator {
  std::size_t begin = 0, end = 0;
};

/// Only with spaces around: inside words these marks belong to the title.
constexpr auto spaced_marks = std::to_array<std::string_view>({"|", "-", "–", "—", "·", "•", "»", "«", "::", "~", "/", "//", ":", "›", "−", "‐", "―", "<", ">"});
/// East Asian titles write these without spaces.
constexpr auto bare_marks = std::to_array<std::string_view>({"｜", "：", "│", "┃", "|"});
constexpr std::size_t max_separators = 24;

std::vector<Separator> separators_of(std::string_view title) {
  std::vector<Separator> found;
  const auto in_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' '; };
  for (std::size_t i = 0; i < title.size() && found.size() < max_separators;) {
    if (in_word(title[i])) {
      ++i;
      continue;
    }
    const std::string_view rest = title.substr(i);
    std::size_t length = 0;
    for (const std::string_view mark : bare_marks)
      if (rest.starts_with(mark)) length = mark.size();
    if (length == 0 && i > 0 && title[i - 1] == ' ') {
      for (const std::string_view mark : spaced_marks)
        if (rest.starts_with(mark) && rest.size() > mark.size() && rest[mark.size()] == ' ') length = std::max(length, mark.size());
    }
    if (length > 0) found.push_back({i, i + length});
    i += length > 0 ? length : decode_utf8(title, i).length;
  }
  return found;
}

std::vector<std::string_view> words_of_key(std::string_view key) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < key.size();) {
    const std::size_t end = std::min(key.find(' ', begin), key.size());
    words.push_back(key.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace

void SiteNames::add_name(std::string_view name) {
  constexpr std::size_t longest_name = 80;
  std::string key = squeezed_key(name);
  if (key.size() < 2 || key.size() > longest_name || std::ranges::find(keys_, key) != keys_.end()) return;
  keys_.push_back(std::move(key));
}

void SiteNames::add_host(std::string_view host) {
  if (host.empty()) return;
  add_name(host);
  const std::string site = site_of_host(host);
  add_name(site);
  add_name(std::string_view(site).substr(0, site.find('.')));
}

bool SiteNames::is_name(std::string_view part) const {
  const auto known = [&](const std::string& key) { return key.empty() || std::ranges::find(keys_, key) != keys_.end(); };
  if (known(squeezed_key(part))) return true;
  // "The Daily News" at daily-news.example.
  static constexpr auto articles = std::to_array<std::string_view>({"the ", "der ", "die ", "das ", "le ", "la ", "el ", "il "});
  const std::string key = match_key(part);
  return std::ranges::any_of(articles, [&](std::string_view word) { return key.starts_with(word) && known(squeezed_key(key.substr(word.size()))); });
}

bool SiteNames::resembles(std::string_view part) const {
  return matches(part, 1, 8);
}

bool SiteNames::is_named_in(std::string_view part) const {
  return matches(part, 2, 4);
}

bool SiteNames::matches(std::string_view part, std::size_t most_times, std::size_t most_extra) const {
  constexpr std::size_t enough_to_contain = 5;
  const std::string key = squeezed_key(part);
  if (key.empty()) return true;
  return std::ranges::any_of(keys_, [&](const std::string& name) {
    if (name == key) return true;
    const std::string_view shorter = name.size() < key.size() ? name : key, longer = name.size() < key.size() ? key : name;
    return shorter.size() >= enough_to_contain && longer.find(shorter) != std::string_view::npos &&
           count_code_points(longer) <= count_code_points(shorter) * most_times + most_extra;
  });
}

namespace {

/// Where the text behind "Site's name: " begins, or 0. Headlines have colons of their own, so only the exact name counts, and not in what is shown.
std::size_t behind_leading_name(std::string_view title, const SiteNames& site) {
  const std::size_t colon = title.find(": ");
  return colon != std::string_view::npos && colon > 0 && site.is_name(title.substr(0, colon)) ? colon + 2 : 0;
}

/// "Headline - Harbour Post - News": behind the site's name a word for what the site is.
bool is_part_of_site(std::string_view part) {
  static constexpr auto words = std::to_array<std::string_view>({"blog", "news", "home", "online", "magazin", "magazine", "start", "startseite", "official site"});
  return std::ranges::find(words, std::string_view(match_key(part))) != words.end();
}

}  // namespace

std::string without_site_name(std::string_view title, const SiteNames& site, SiteNameMatch behind) {
  title = trimmed(title);
  const auto matches = [&](std::string_view part) { return behind == SiteNameMatch::exact ? site.is_name(part) : site.resembles(part); };
  while (true) {
    const std::size_t begin = behind == SiteNameMatch::resembling ? behind_leading_name(title, site) : 0;
    title = trimmed(title.substr(begin));
    const auto separators = separators_of(title);
    if (separators.empty()) break;
    const Separator& first = separators.front();
    const Separator& last = separators.back();
    if (matches(title.substr(last.end))) {
      title = trimmed(title.substr(0, last.begin));
    } else if (separators.size() > 1 && is_part_of_site(title.substr(last.end)) &&
               matches(title.substr(separators[separators.size() - 2].end, last.begin - separators[separators.size() - 2].end))) {
      title = trimmed(title.substr(0, separators[separators.size() - 2].begin));
    } else if (site.is_name(title.substr(0, first.begin))) {
      title = trimmed(title.substr(first.end));
    } else {
      break;
    }
  }
  return std::string(title);
}

std::string_view tail_behind(std::string_view full, std::string_view title) {
  if (title.empty() || full.size() <= title.size() || !full.starts_with(title)) return {};
  for (const Separator& s : separators_of(full))
    if (s.begin >= title.size() && trimmed(full.substr(title.size(), s.begin - title.size())).empty()) return trimmed(full.substr(s.end));
  return {};
}

std::string before_hard_mark(std::string_view title) {
  static constexpr auto hard_marks = std::to_array<std::string_view>({"|", "»", "«", "•", "::", "｜", "│"});
  const auto separators = separators_of(title);
  for (auto s = separators.rbegin(); s != separators.rend(); ++s) {
    const std::string_view mark = title.substr(s->begin, s->end - s->begin);
    const std::string_view before = trimmed(title.substr(0, s->begin));
    if (std::ranges::find(hard_marks, mark) != hard_marks.end() && before.size() * 2 >= title.size() - s->end) title = before;
  }
  return std::string(title);
}

double word_agreement(std::string_view key_a, std::string_view key_b) {
  constexpr std::size_t max_words = 60;
  if (key_a.empty() || key_b.empty()) return 0;
  if (key_a == key_b) return 1;
  auto a = words_of_key(key_a), b = words_of_key(key_b);
  if (a.size() == 1 && b.size() == 1) {
    const std::string_view shorter = key_a.size() < key_b.size() ? key_a : key_b, longer = key_a.size() < key_b.size() ? key_b : key_a;
    if (longer.find(shorter) == std::string_view::npos) return 0;
    return 2.0 * static_cast<double>(shorter.size()) / static_cast<double>(shorter.size() + longer.size());
  }
  a.resize(std::min(a.size(), max_words));
  b.resize(std::min(b.size(), max_words));
  const auto shared = std::ranges::count_if(a, [&](std::string_view word) { return std::ranges::find(b, word) != b.end(); });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

}  // namespace backfile
