// ICU formats, it does not parse: the phrases are had by formatting numbers of every plural form and cutting the number
// out.
#include "indexer/extract/dates/relative_date.hpp"

#include <unicode/ureldatefmt.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/date.hpp"
#include "indexer/extract/dates/month_names.hpp"

namespace backfile::dates {
namespace {

constexpr std::size_t max_relative_bytes = 120;

struct Phrase {
  std::string before, after;  // folded
  int minutes = 0;            // of one unit
};

using Phrases = std::vector<Phrase>;

std::string folded(std::string_view text) {
  std::string spaced;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\xc2\xa0") {
      spaced.push_back(' ');
      ++i;
    } else {
      spaced.push_back(text[i]);
    }
  }
  std::string out;
  append_folded(spaced, out);
  return out;
}

std::string formatted(const URelativeDateTimeFormatter* formatter, int count, URelativeDateTimeUnit unit) {
  UChar buffer[128];
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t length = ureldatefmt_formatNumeric(formatter, -count, unit, buffer, 128, &status);
  if (U_FAILURE(status) || length > 128) return {};
  char utf8[512];
  std::int32_t bytes = 0;
  u_strToUTF8(utf8, sizeof utf8, &bytes, buffer, length, &status);
  return U_FAILURE(status) ? std::string() : folded({utf8, static_cast<std::size_t>(bytes)});
}

Phrases phrases_of(const std::string& language) {
  struct Unit {
    URelativeDateTimeUnit unit;
    int minutes;
  };
  constexpr Unit units[] = {
      {UDAT_REL_UNIT_MINUTE, 1}, {UDAT_REL_UNIT_HOUR, 60}, {UDAT_REL_UNIT_DAY, 1440}, {UDAT_REL_UNIT_WEEK, 10080}};
  constexpr int counts[] = {1, 2, 3, 5, 11, 21};  // one of every plural form
  Phrases phrases;
  for (const UDateRelativeDateTimeFormatterStyle style : {UDAT_STYLE_LONG, UDAT_STYLE_SHORT, UDAT_STYLE_NARROW}) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<URelativeDateTimeFormatter, decltype(&ureldatefmt_close)> formatter(
        ureldatefmt_open((language + "-u-nu-latn").c_str(), nullptr, style, UDISPCTX_CAPITALIZATION_NONE, &status),
        &ureldatefmt_close);
    if (U_FAILURE(status)) continue;
    for (const Unit& unit : units) {
      for (const int count : counts) {
        const std::string text = formatted(formatter.get(), count, unit.unit);
        const std::string number = std::to_string(count);
        const auto at = text.find(number);
        if (at == std::string::npos) continue;
        Phrase phrase{text.substr(0, at), text.substr(at + number.size()), unit.minutes};
        // A bare sign ("-3 h") is no phrase.
        if (phrase.before.size() + phrase.after.size() < 4) continue;
        const auto same = [&](const Phrase& other) {
          return other.before == phrase.before && other.after == phrase.after;
        };
        if (std::ranges::none_of(phrases, same)) phrases.push_back(std::move(phrase));
      }
    }
  }
  return phrases;
}

const Phrases& cached_phrases(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, Phrases, std::less<>> cache;
  const std::lock_guard lock(mutex);
  const auto found = cache.find(language);
  if (found != cache.end()) return found->second;
  if (cache.size() > 200) language = "en";  // hostile pages name languages without end
  return cache.try_emplace(std::string(language), phrases_of(std::string(language))).first->second;
}

bool is_letter_byte(char c) {
  return (c & 0x80) != 0 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

std::optional<int> minutes_before(std::string_view text, const Phrases& phrases) {
  for (std::size_t at = text.find_first_of("0123456789"); at != std::string_view::npos;) {
    std::size_t end = at;
    int count = 0;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
      count = std::min(count * 10 + (text[end++] - '0'), 10'000);
    for (const Phrase& phrase : phrases) {
      const std::string_view before = text.substr(0, at), after = text.substr(end);
      if (count < 1 || count > 60 || !before.ends_with(phrase.before) || !after.starts_with(phrase.after)) continue;
      const std::string_view rest = after.substr(phrase.after.size());
      if (!phrase.after.empty() && !rest.empty() && is_letter_byte(rest.front())) continue;
      return count * phrase.minutes;
    }
    at = text.find_first_of("0123456789", end);
  }
  return std::nullopt;
}

}  // namespace

std::optional<PartialDate> relative_date(std::string_view text, std::string_view language,
                                         const PartialDate& captured) {
  if (text.size() > max_relative_bytes || captured.precision < Precision::day) return std::nullopt;
  const std::string plain = folded(text);
  if (plain.find_first_of("0123456789") == std::string::npos) return std::nullopt;
  const std::string_view primary = language.substr(0, language.find('-'));
  std::optional<int> minutes;
  if (!primary.empty() && primary.size() <= 3) minutes = minutes_before(plain, cached_phrases(primary));
  if (!minutes) minutes = minutes_before(plain, cached_phrases("en"));
  if (!minutes || (*minutes < 1440 && !captured.has_time())) return std::nullopt;
  // The capture's own offset keeps the day a local one; a day is all that such words tell.
  const std::int64_t local =
      earliest_instant(captured) + captured.offset_minutes.value_or(0) * 60 - std::int64_t{*minutes} * 60;
  const std::int64_t day = local >= 0 ? local / 86'400 : (local - 86'399) / 86'400;
  PartialDate date = civil_from_days(day);
  date.precision = Precision::day;
  return date;
}

}  // namespace backfile::dates
