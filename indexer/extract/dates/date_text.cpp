// Dates in short running text. Numbers drive it: nothing is looked up before a number (or a word beside one) can open a
// date. Forms, in the order tried:
//   2025-05-04  2025/5/4  2025. 5. 4.  2025年5月4日  令和7年5月4日  2025. május 4.  2025. gada 4. maijs  ngày 4 tháng 5
//   năm 2025 4 May 2025  4. Mai 2025  4 de maio de 2025  4th of May, 2025  04-May-25  May 4, 2025  May 04 09:06:00 EDT
//   2025  May 2025  04/05/2025
// and a time of day beside it (time_of_day.hpp).
#include <algorithm>
#include <span>

#include "common/date.hpp"
#include "indexer/extract/dates/calendars.hpp"
#include "indexer/extract/dates/date_tokens.hpp"
#include "indexer/extract/dates/date_words.hpp"
#include "indexer/extract/dates/month_names.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/dates/time_of_day.hpp"

namespace backfile {
namespace dates {
namespace {

struct DayMatch {
  PartialDate date = {};
  std::size_t first = 0, end = 0;  // tokens
  bool two_digit_year = false;
  std::optional<PartialDate> other_order = {};
  NumericOrder numeric_order = NumericOrder::none;
  std::optional<TimeOfDay> inner_time = {};  // a time between day and year
};

struct Year {
  int value = 0;
  std::size_t end = 0;
  bool two_digits = false;
};

constexpr std::string_view between_day_and_month[] = {"de", "of", "d",  "di", "da",   "ta",  "i",
                                                      "en", "am", "ng", "ya", "ngay", "den", "del", "من", "شهر"};
constexpr std::string_view before_year[] = {"de",    "del", "of",  "nam",  "พศ",   "คศ", "ค",  "พ",  "year", "d",
                                            "oтчет", "عام", "سنة", "לשנת", "года", "г",  "in", "an", "ca"};
constexpr std::string_view after_year[] = {"m",  "gada", "ж", "жылдын", "жылгы", "жыл", "оны", "eko",
                                           "ko", "god",  "г", "года",   "il",    "йил", "yil", "др"};
constexpr std::string_view ordinals[] = {"st", "nd",  "rd", "th", "er",  "re", "eme", "a", "o",  "e",  "ve", "го",
                                         "е",  "ого", "ma", "an", "ste", "de", "ος",  "η", "ης", "at", "da"};

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::string_view primary(std::string_view language) {
  return language.substr(0, language.find_first_of("-_"));
}

enum class Custom : std::uint8_t { day_first, month_first, unsure };

/// m/d/y is customary in the United States and the Philippines alone; English of no stated region may be either.
Custom numeric_custom(std::string_view language) {
  const std::string_view tag = primary(language);
  if (language.ends_with("-US") || language.ends_with("-PH") || language.ends_with("_US") || language.ends_with("-us"))
    return Custom::month_first;
  if (tag == "fil" || tag == "tl") return Custom::month_first;
  if (language == "en" || language.empty() || language == "en-CA") return Custom::unsure;
  return Custom::day_first;
}

bool year_comes_first(std::string_view language) {
  const std::string_view tag = primary(language);
  return tag == "ja" || tag == "ko" || tag == "zh" || tag == "hu" || tag == "mn" || tag == "fa";
}

bool uses_solar_hijri(std::string_view language) {
  const std::string_view tag = primary(language);
  return tag == "fa" || tag == "ps" || tag == "ckb" || tag == "prs";
}

std::optional<PartialDate> make_day(int year, std::uint32_t month, std::uint32_t day) {
  return day_date(year, static_cast<int>(std::min(month, 99U)), static_cast<int>(std::min(day, 99U)));
}

/// One matcher over the tokens of one text.
class Matcher {
 public:
  Matcher(const Tokens& tokens, std::string_view language) : t_(tokens), language_(language) {}

  std::optional<DayMatch> match_at(std::size_t i) const {
    if (t_.is_number(i)) {
      if (t_[i].digits == 4) return year_first(i);
      if (t_[i].digits > 2) return std::nullopt;
      if (auto match = day_month_year(i)) return match;
      return i > 0 && continues_number(i) ? std::nullopt : numeric(i);
    }
    if (t_.is_word(i)) {
      if (auto match = era(i)) return match;
      return month_first(i);
    }
    return std::nullopt;
  }

 private:
  bool glued(std::size_t i) const { return i < t_.size() && !t_[i].space_before; }

  /// The number is a later part of "1.2.3" or "12/3".
  bool continues_number(std::size_t i) const {
    if (!glued(i) || t_[i - 1].kind != TokenKind::sign || t_[i - 1].space_before || i < 2 || !t_.is_number(i - 2))
      return false;
    const char sign = t_[i - 1].sign;
    return sign == '.' || sign == '/' || sign == '-';
  }

  /// The months of two words that the Levant and Iraq have: "the first" and "the second" Tishrin and Kanun.
  std::optional<MonthName> levantine_month(std::size_t i) const {
    const std::string_view word = t_.word(i);
    const bool tishrin = word == "تشرين", kanun = word == "كانون";
    if ((!tishrin && !kanun) || !t_.is_word(i + 1)) return std::nullopt;
    std::string_view count = t_.word(i + 1);
    if (constexpr std::string_view article = "ال"; count.starts_with(article)) count.remove_prefix(article.size());
    const bool first = count == "اول", second = count == "ثاني";
    if (!first && !second) return std::nullopt;
    return MonthName{static_cast<std::uint8_t>(tishrin ? (first ? 10 : 11) : (first ? 12 : 1))};
  }

  std::optional<MonthName> read_month(std::size_t i, std::size_t& end) const {
    if (!t_.is_word(i)) return std::nullopt;
    const std::string_view word = t_.word(i);
    if ((word == "thang" || word == "thg") && t_.is_number_in(i + 1, 2, 1, 12)) {
      end = i + 2;
      return MonthName{static_cast<std::uint8_t>(t_[i + 1].value)};
    }
    auto month = levantine_month(i);
    end = month ? i + 2 : i + 1;
    if (!month) month = month_of(word, language_);
    if (!month) return std::nullopt;
    if (t_.is_sign(end, '.')) ++end;
    if (t_.is_sign(end, '/') && t_.is_word(end + 1)) {  // two customs side by side: أيار/مايو
      const auto same = month_of(t_.word(end + 1), language_);
      if (same && same->month == month->month) end += 2;
    }
    return month;
  }

  /// A year at or just after token i. `solar` years need no Gregorian bounds.
  std::optional<Year> read_year(std::size_t i, Calendar calendar, bool allow_two_digits) const {
    bool apostrophe = false;
    for (int skipped = 0; skipped < 3; ++skipped) {
      if (t_.is_word(i) && contains(before_year, t_.word(i))) {
        ++i;
        if (t_.is_sign(i, '.')) ++i;
      } else if (t_.is_sign(i, ',') || t_.is_sign(i, '-') || t_.is_sign(i, '/') || t_.is_sign(i, '.')) {
        ++i;
      } else if (t_.is_sign(i, '\'') ||
                 (t_.is_sign(i, 0) && i + 1 < t_.size() && t_[i].end - t_[i].begin == 3 && glued(i + 1))) {
        apostrophe = true;  // '25
        ++i;
      } else {
        break;
      }
    }
    if (!t_.is_number(i)) return std::nullopt;
    const auto value = static_cast<int>(t_[i].value);
    if (t_[i].digits == 4) {
      if (calendar == Calendar::solar_hijri) {
        if (value >= 1200 && value <= 1500) return Year{value, i + 1, false};
        return std::nullopt;
      }
      const auto year = gregorian_year(value);
      if (!year || is_clock(i)) return std::nullopt;
      return Year{*year, i + 1, false};
    }
    if (t_[i].digits != 2 || (!allow_two_digits && !apostrophe) || is_clock(i) || continues_with_digits(i))
      return std::nullopt;
    return Year{full_year(value), i + 1, true};
  }

  bool is_clock(std::size_t i) const {
    return t_.is_sign(i + 1, ':') && glued(i + 1) && t_.is_number(i + 2) && glued(i + 2);
  }
  bool continues_with_digits(std::size_t i) const {
    return t_.is_number(i + 2) && glued(i + 1) && glued(i + 2) &&
           (t_.is_sign(i + 1, '.') || t_.is_sign(i + 1, '/') || t_.is_sign(i + 1, '-'));
  }

  /// Two digits: 1970 to 2069, and Buddhist years where Thai is written.
  int full_year(int two_digits) const {
    if (primary(language_) == "th" && two_digits >= 43) return 2500 + two_digits - 543;
    return two_digits < 70 ? 2000 + two_digits : 1900 + two_digits;
  }

  std::optional<PartialDate> day_of(int year, MonthName month, std::uint32_t day) const {
    if (month.calendar == Calendar::solar_hijri) return from_solar_hijri(year, month.month, static_cast<int>(day));
    return make_day(year, month.month, day);
  }

  /// Past what may follow the number of a day: "4th", "4.", "1º", "4-го".
  std::size_t after_ordinal(std::size_t i) const {
    if (t_.is_sign(i, '-') && glued(i) && t_.is_word(i + 1) && glued(i + 1) && contains(ordinals, t_.word(i + 1)))
      return i + 2;
    if (t_.is_word(i) && glued(i) && contains(ordinals, t_.word(i))) return i + 1;
    if (t_.is_sign(i, 'o') || t_.is_sign(i, '.')) return i + 1;
    return i;
  }

  // 4 May 2025
  std::optional<DayMatch> day_month_year(std::size_t i) const {
    if (!t_.is_number_in(i, 2, 1, 31)) return std::nullopt;
    std::size_t at = after_ordinal(i + 1);
    for (int skipped = 0; skipped < 2; ++skipped) {
      if (t_.is_word(at) && contains(between_day_and_month, t_.word(at)) && !month_of(t_.word(at), language_))
        ++at;
      else if (t_.is_sign(at, '-') || t_.is_sign(at, '/') || t_.is_sign(at, ','))
        ++at;
    }
    std::size_t after_month = at;
    const auto month = read_month(at, after_month);
    if (!month) return std::nullopt;
    // "4-May-25", "4 พ.ค. 68": two digits are a year when the parts are tied together, or in Thai.
    const bool tied =
        t_.is_sign(i + 1, '-') || (t_.is_sign(after_month, '-') && glued(after_month)) || primary(language_) == "th";
    const auto year = read_year(after_month, month->calendar, tied);
    if (!year) return std::nullopt;
    const auto date = day_of(year->value, *month, t_[i].value);
    if (!date) return std::nullopt;
    return DayMatch{.date = *date, .first = i, .end = year->end, .two_digit_year = year->two_digits};
  }

  // May 4, 2025; May 2025; May 04 09:06:00 EDT 2025
  std::optional<DayMatch> month_first(std::size_t i) const {
    // A number must be near, before the word is worth a look among the names.
    if (!t_.is_number(i + 1) && !t_.is_number(i + 2) && !t_.is_number(i + 3)) return std::nullopt;
    std::size_t at = i;
    const auto month = read_month(i, at);
    if (!month) return std::nullopt;
    if (t_.is_sign(at, '-') || t_.is_sign(at, '/')) ++at;
    if (t_.is_number_in(at, 2, 1, 31) && !is_clock(at)) {
      const std::size_t after_day = after_ordinal(at + 1);
      std::optional<TimeOfDay> inner;
      auto year = read_year(after_day, month->calendar, false);
      if (!year) {
        inner = time_after(t_, after_day);
        if (inner && inner->has_seconds) year = read_year(inner->end, month->calendar, false);
      }
      if (!year) return std::nullopt;
      const auto date = day_of(year->value, *month, t_[at].value);
      if (!date) return std::nullopt;
      return DayMatch{
          .date = *date, .first = i, .end = year->end, .two_digit_year = year->two_digits, .inner_time = inner};
    }
    const auto year = read_year(at, month->calendar, false);
    if (!year || year->two_digits) return std::nullopt;
    if (month->calendar == Calendar::solar_hijri) {
      auto date = from_solar_hijri(year->value, month->month, 15);
      return date ? std::optional(DayMatch{.date = truncated(*date, Precision::month), .first = i, .end = year->end})
                  : std::nullopt;
    }
    const PartialDate date = month_date(year->value, month->month);
    return DayMatch{.date = date, .first = i, .end = year->end};
  }

  // 2025-05-04, 2025年5月4日, 2025. május 4., 2025. gada 4. maijs
  std::optional<DayMatch> year_first(std::size_t i) const {
    const auto printed = static_cast<int>(t_[i].value);
    const bool solar = uses_solar_hijri(language_) && printed >= 1200 && printed <= 1500;
    const auto year = solar ? std::optional(printed) : gregorian_year(printed);
    if (!year) return std::nullopt;
    if (auto match = year_numbers(i, *year, solar)) return match;
    return year_words(i, *year);
  }

  std::optional<DayMatch> year_numbers(std::size_t i, int year, bool solar) const {
    const char sign = i + 1 < t_.size() && t_[i + 1].kind == TokenKind::sign ? t_[i + 1].sign : 0;
    if (sign != '-' && sign != '/' && sign != '.' && sign != 'y') return std::nullopt;
    if (sign != '.' && sign != 'y' && (!glued(i + 1) || !glued(i + 2))) return std::nullopt;
    if (!t_.is_number_in(i + 2, 2, 1, 12)) return std::nullopt;
    const char second = sign == 'y' ? 'm' : sign;
    if (!t_.is_sign(i + 3, second)) return std::nullopt;
    if (t_.is_number_in(i + 4, 2, 1, 31) && (sign == '.' || sign == 'y' || glued(i + 4)) && !is_clock(i + 4)) {
      const auto date =
          solar ? from_solar_hijri(year, static_cast<int>(t_[i + 2].value), static_cast<int>(t_[i + 4].value))
                : make_day(year, t_[i + 2].value, t_[i + 4].value);
      if (!date) return std::nullopt;
      std::size_t end = i + 5;
      if ((sign == 'y' && t_.is_sign(end, 'd')) || (sign == '.' && t_.is_sign(end, '.'))) ++end;
      return DayMatch{.date = *date, .first = i, .end = end};
    }
    if (sign != 'y') return std::nullopt;
    const PartialDate date = month_date(year, static_cast<int>(t_[i + 2].value));
    return DayMatch{.date = date, .first = i, .end = i + 4};
  }

  std::optional<DayMatch> year_words(std::size_t i, int year) const {
    std::size_t at = i + 1;
    for (int skipped = 0; skipped < 4; ++skipped) {
      if (t_.is_sign(at, '.') || t_.is_sign(at, ',') || t_.is_sign(at, '-') || t_.is_sign(at, '(') ||
          t_.is_sign(at, ')'))
        ++at;
      else if (t_.is_word(at) && t_.word(at) == "e" && t_.is_sign(at + 1, ')'))
        ++at;  // Basque 2025(e)ko
      else if (t_.is_word(at) && contains(after_year, t_.word(at)))
        ++at;
    }
    if (t_.is_number_in(at, 2, 1, 31)) {  // Latvian: the day before the month
      std::size_t end = after_ordinal(at + 1);
      const auto month = read_month(end, end);
      if (!month || month->calendar != Calendar::gregorian || read_year(end, month->calendar, false))
        return std::nullopt;
      const auto date = make_day(year, month->month, t_[at].value);
      return date ? std::optional(DayMatch{.date = *date, .first = i, .end = end}) : std::nullopt;
    }
    std::size_t end = at;
    const auto month = read_month(at, end);
    if (!month || month->calendar != Calendar::gregorian) return std::nullopt;
    if (t_.is_sign(end, '-') && glued(end)) ++end;
    if (!t_.is_number_in(end, 2, 1, 31) || is_clock(end) || read_year(after_ordinal(end + 1), month->calendar, false))
      return std::nullopt;
    const auto date = make_day(year, month->month, t_[end].value);
    return date ? std::optional(DayMatch{.date = *date, .first = i, .end = after_ordinal(end + 1)}) : std::nullopt;
  }

  // 令和7年5月4日, 民國114年5月4日
  std::optional<DayMatch> era(std::size_t i) const {
    if (!t_.is_sign(i + 2, 'y') && !t_.is_sign(i + 1, 'y')) return std::nullopt;
    std::string_view word = t_.word(i);
    const bool first_year = t_.is_sign(i + 1, 'y') && word.ends_with("元");  // "元年"
    if (first_year)
      word.remove_suffix(std::string_view("元").size());
    else if (!t_.is_number_in(i + 1, 3, 1, 200))
      return std::nullopt;
    const auto start = era_start(word);
    const std::size_t at = i + (first_year ? 2 : 3);
    if (!start || !t_.is_number_in(at, 2, 1, 12) || !t_.is_sign(at + 1, 'm') || !t_.is_number_in(at + 2, 2, 1, 31) ||
        !t_.is_sign(at + 3, 'd'))
      return std::nullopt;
    const int year = *start + (first_year ? 1 : static_cast<int>(t_[i + 1].value));
    const auto date = make_day(year, t_[at].value, t_[at + 2].value);
    return date ? std::optional(DayMatch{.date = *date, .first = i, .end = at + 4}) : std::nullopt;
  }

  // 04/05/2025, 4.5.2025, 4. 5. 2025, 04.05.25
  std::optional<DayMatch> numeric(std::size_t i) const {
    const char sign = i + 1 < t_.size() && t_[i + 1].kind == TokenKind::sign ? t_[i + 1].sign : 0;
    if (sign != '-' && sign != '/' && sign != '.') return std::nullopt;
    if (!t_.is_number(i + 2) || !t_.is_sign(i + 3, sign) || !t_.is_number(i + 4) || t_[i + 2].digits > 2)
      return std::nullopt;
    if (!glued(i + 1) || !glued(i + 3) || (sign != '.' && (!glued(i + 2) || !glued(i + 4)))) return std::nullopt;
    if (continues_with_digits(i + 4)) return std::nullopt;
    const std::uint32_t a = t_[i].value, b = t_[i + 2].value;
    const auto c = static_cast<int>(t_[i + 4].value);
    DayMatch match{.first = i, .end = i + 5};
    if (t_[i + 4].digits == 4) {
      if (uses_solar_hijri(language_) && c >= 1200 && c <= 1500) {
        const auto date = from_solar_hijri(c, static_cast<int>(b), static_cast<int>(a));
        if (!date) return std::nullopt;
        match.date = *date;
        return match;
      }
      const auto year = gregorian_year(c);
      if (!year) return std::nullopt;
      return ordered(match, *year, a, b, sign);
    }
    if (t_[i + 4].digits != 2 || (sign != '.' && (t_[i].digits != 2 || t_[i + 2].digits != 2)) || is_clock(i + 4))
      return std::nullopt;
    match.two_digit_year = true;
    if (year_comes_first(language_)) {
      const auto date = make_day(full_year(static_cast<int>(a)), b, static_cast<std::uint32_t>(c));
      if (!date) return std::nullopt;
      match.date = *date;
      return match;
    }
    return ordered(match, full_year(c), a, b, sign);
  }

  std::optional<DayMatch> ordered(DayMatch match, int year, std::uint32_t a, std::uint32_t b, char sign) const {
    const auto day_first = make_day(year, b, a), month_first = make_day(year, a, b);
    const Custom order = sign == '.' ? Custom::day_first : numeric_custom(language_);
    const auto& wanted = order == Custom::day_first ? day_first : month_first;
    const auto& other = order == Custom::day_first ? month_first : day_first;
    if (!wanted && !other) return std::nullopt;
    match.date = wanted ? *wanted : *other;
    if (day_first && !month_first && sign != '.') match.numeric_order = NumericOrder::day_first;
    if (month_first && !day_first) match.numeric_order = NumericOrder::month_first;
    if (wanted && other && a != b && order == Custom::unsure) match.other_order = other;
    return match;
  }

  const Tokens& t_;
  std::string_view language_;
};

bool has_year(const Tokens& tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (tokens.is_number(i) && tokens[i].digits == 4) return true;
  }
  return false;
}

void read_label(const Tokens& tokens, std::size_t first, std::size_t from, std::size_t end, TextDate& found) {
  Label label = label_before(tokens, first, from);
  // Behind the date only when no other date follows, whose label it would be.
  if (label == Label::none && !has_year(tokens, end)) label = label_after(tokens, end);
  found.says_updated = label == Label::updated;
  found.says_published = label == Label::published;
  found.says_other = label == Label::other;
}

}  // namespace
}  // namespace dates

std::vector<TextDate> dates_in_text(std::string_view text, std::string_view language) {
  std::vector<TextDate> found;
  if (!dates::may_hold_date(text.substr(0, dates::max_text_bytes))) return found;
  const dates::Tokens tokens(text);
  const dates::Matcher matcher(tokens, language);
  std::size_t from = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto match = matcher.match_at(i);
    if (!match) continue;
    TextDate date{.date = match->date,
                  .begin = tokens[match->first].begin,
                  .two_digit_year = match->two_digit_year,
                  .other_order = match->other_order,
                  .numeric_order = match->numeric_order};
    std::size_t first = match->first, end = match->end;
    if (match->date.precision == Precision::day) {
      std::optional<dates::TimeOfDay> time = match->inner_time;
      if (!time) {
        time = dates::time_after(tokens, end);
        if (time) end = time->end;
      }
      if (!time) {
        time = dates::time_before(tokens, first);
        if (time && time->first < from) time.reset();
        if (time) first = time->first;
      }
      if (time) {
        date.date = dates::with_time(match->date, *time, language);
        if (date.other_order) date.other_order = dates::with_time(*date.other_order, *time, language);
      }
    }
    dates::read_label(tokens, first, from, end, date);
    const std::size_t before =
        match->first > 0 && tokens.is_sign(match->first - 1, ',') ? match->first - 1 : match->first;
    date.day_name = before > 0 && tokens.is_word(before - 1) && dates::is_day_name(tokens.word(before - 1));
    date.begin = tokens[first].begin;
    date.end = tokens[end - 1].end;
    found.push_back(std::move(date));
    from = end;
    i = end - 1;
  }
  return found;
}

}  // namespace backfile
