// Word lists hold folded forms (see append_folded): no accents, no full stops.
#include "indexer/extract/dates/time_of_day.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "indexer/extract/dates/calendars.hpp"
#include "indexer/extract/dates/month_names.hpp"
#include "indexer/extract/dates/zone_names.hpp"

namespace backfile::dates {
namespace {

enum class Half : std::uint8_t { none, morning, afternoon };

struct HalfWord {
  std::string_view word;
  Half half;
};

constexpr HalfWord half_words[] = {
    {"am", Half::morning},     {"pm", Half::afternoon},     {"a", Half::morning},  {"p", Half::afternoon},
    {"πμ", Half::morning},     {"μμ", Half::afternoon},     {"ص", Half::morning},  {"م", Half::afternoon},
    {"صباحا", Half::morning},  {"مساء", Half::afternoon},   {"sa", Half::morning}, {"ch", Half::afternoon},
    {"पूर्वाह्न", Half::morning}, {"अपराह्न", Half::afternoon}, {"fm", Half::morning}, {"em", Half::afternoon},
    {"de", Half::none},
};

constexpr HalfWord half_words_before[] = {
    {"오전", Half::morning}, {"오후", Half::afternoon}, {"午前", Half::morning}, {"午後", Half::afternoon},
    {"上午", Half::morning}, {"下午", Half::afternoon}, {"pukul", Half::none},
};

// Between a date and its time.
constexpr std::string_view connectors[] = {
    "a",    "aan",  "alas", "alle", "as",     "at",  "kell", "kl", "klo",  "klokka", "la",   "las",  "les",
    "lua",  "luc",  "o",    "ob",   "om",     "ore", "og",   "os", "pada", "pukul",  "saat", "time", "u",
    "um",   "v",    "w",    "ساعت", "الساعة", "في",  "на",   "о",  "об",   "в",      "у",    "στις", "बजे",
    "בשעה", "เวลา", "時刻", "ve",   "от",     "d",   "г",    "р",  "года", "року",
};

// Words that make "09.06" a time.
constexpr std::string_view clock_words[] = {"kl", "klo",  "klokka", "ore",  "alle", "pukul", "um",
                                            "ob", "kell", "เวลา",   "saat", "ساعت", "jam"};

// After a time, without changing it.
constexpr std::string_view hour_words[] = {"uhr", "h",      "hs",   "hrs",  "hr",  "hours", "uur",    "น",     "wib",
                                           "ч",   "година", "godz", "time", "klo", "часов", "heures", "horas", "ore"};

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

Half half_in(std::span<const HalfWord> list, std::string_view word) {
  const auto found = std::ranges::find(list, word, &HalfWord::word);
  return found == list.end() ? Half::none : found->half;
}

bool glued_sign(const Tokens& t, std::size_t i, char sign) {
  return t.is_sign(i, sign) && !t[i].space_before;
}
bool glued_number(const Tokens& t, std::size_t i, unsigned digits, std::uint32_t high) {
  return t.is_number_in(i, digits, 0, high) && !t[i].space_before;
}

/// "+0200", "+02:00", "-4" at token i (the sign).
std::optional<std::int16_t> offset_at(const Tokens& t, std::size_t i, std::size_t& end, bool loose) {
  if ((!t.is_sign(i, '+') && !t.is_sign(i, '-')) || !t.is_number(i + 1) || t[i + 1].space_before) return std::nullopt;
  const Token& number = t[i + 1];
  std::string text(1, t[i].sign);
  if (number.digits == 4) {
    text += std::to_string(10000 + number.value).substr(1);
    end = i + 2;
  } else if (number.digits <= 2 && glued_sign(t, i + 2, ':') && glued_number(t, i + 3, 2, 59) && t[i + 3].digits == 2) {
    text += std::to_string(100 + number.value).substr(1) + std::to_string(100 + t[i + 3].value).substr(1);
    end = i + 4;
  } else if (loose && number.digits <= 2) {
    text += std::to_string(100 + number.value).substr(1);
    end = i + 2;
  } else {
    return std::nullopt;
  }
  return parse_offset(text);
}

/// Zone after a time: sets offset or zone and moves `end`.
void read_zone(const Tokens& t, TimeOfDay& time) {
  std::size_t i = time.end;
  const bool bracket = t.is_sign(i, '(');
  if (bracket) ++i;
  std::size_t end = i;
  const auto close = [&](std::size_t at) { time.end = bracket && t.is_sign(at, ')') ? at + 1 : at; };
  if (!bracket && (time.has_seconds || (t.is_sign(i, '+')))) {
    if (const auto offset = offset_at(t, i, end, false)) {
      time.offset_minutes = offset;
      time.end = end;
      return;
    }
  }
  if (!t.is_word(i)) return;
  const std::string_view word = t.word(i);
  const bool universal = word == "gmt" || word == "utc";
  if (universal) {
    if (const auto offset = offset_at(t, i + 1, end, true)) {
      time.offset_minutes = offset;
      close(end);
      return;
    }
  }
  // Abbreviations are written in capitals; "z" must touch the time.
  if (word.size() == 1 && (word != "z" || t[i].space_before)) return;
  if (word.size() > 8 || !offset_of_abbreviation(word, month_date(2000, 1), {})) return;
  time.zone = word;
  close(i + 1);
}

bool apply_half(TimeOfDay& time, Half half) {
  if (half == Half::none) return true;
  if (time.hour > 12) return true;  // "21:06 PM" is written too
  if (half == Half::afternoon && time.hour < 12) time.hour = static_cast<std::uint8_t>(time.hour + 12);
  if (half == Half::morning && time.hour == 12) time.hour = 0;
  return true;
}

/// Reads half-of-day words, "Uhr" and zone after the digits.
void read_tail(const Tokens& t, TimeOfDay& time, Half half) {
  std::size_t i = time.end;
  if (half == Half::none && t.is_word(i)) {
    const std::string_view word = t.word(i);
    Half found = half_in(half_words, word);
    // "a" and "p" alone only when they touch the digits ("9:06a").
    if ((word == "a" || word == "p") && t[i].space_before) found = Half::none;
    if (found == Half::none && (word == "a" || word == "p") && t.is_sign(i + 1, '.') && t.is_word(i + 2) &&
        t.word(i + 2) == "m") {
      found = word == "a" ? Half::morning : Half::afternoon;  // "a. m."
      i += 2;
    }
    if (found != Half::none) {
      half = found;
      ++i;
      if (t.is_sign(i, '.')) ++i;
      time.end = i;
    }
  }
  apply_half(time, half);
  if (t.is_word(i) && contains(hour_words, t.word(i)) && !(t.word(i) == "wib")) {
    time.end = ++i;
    if (t.is_sign(i, '.')) time.end = i + 1;
  }
  read_zone(t, time);
}

/// Hours and minutes of every written form; `end` past the digits. Not yet half of day and zone.
std::optional<TimeOfDay> digits_at(const Tokens& t, std::size_t i, bool loose) {
  if (!t.is_number_in(i, 2, 0, 24)) return std::nullopt;
  TimeOfDay time{.hour = static_cast<std::uint8_t>(t[i].value), .first = i, .end = i + 1};
  const auto minute_at = [&](std::size_t at) {
    if (!glued_number(t, at, 2, 59) || t[at].digits != 2) return false;
    time.minute = static_cast<std::uint8_t>(t[at].value);
    time.end = at + 1;
    return true;
  };
  if (glued_sign(t, i + 1, ':')) {
    if (!minute_at(i + 2)) return std::nullopt;
    if (glued_sign(t, i + 3, ':') && glued_number(t, i + 4, 2, 60) && t[i + 4].digits == 2) {
      time.second = static_cast<std::uint8_t>(std::min(t[i + 4].value, 59U));
      time.has_seconds = true;
      time.end = i + 5;
      if (glued_sign(t, i + 5, '.') && t.is_number(i + 6) && !t[i + 6].space_before) time.end = i + 7;
    }
    return time;
  }
  if (t.is_sign(i + 1, 'H')) {
    time.end = i + 2;
    if (t.is_number_in(i + 2, 2, 0, 59)) {
      time.minute = static_cast<std::uint8_t>(t[i + 2].value);
      time.end = i + 3;
      if (t.is_sign(i + 3, 'M')) time.end = i + 4;
      if (t.is_number_in(i + 4, 2, 0, 59) && t.is_sign(i + 5, 'S')) {
        time.second = static_cast<std::uint8_t>(t[i + 4].value);
        time.has_seconds = true;
        time.end = i + 6;
      }
    }
    return time;
  }
  if (t.is_word(i + 1) && t.word(i + 1) == "h") {  // 9h06, 9 h 06, 9h
    if (t.is_number_in(i + 2, 2, 0, 59) && t[i + 2].digits == 2) {
      time.minute = static_cast<std::uint8_t>(t[i + 2].value);
      time.end = i + 3;
      return time;
    }
    if (!loose) return std::nullopt;
    time.end = i + 2;
    return time;
  }
  if (glued_sign(t, i + 1, '.') && loose && t.is_number_in(i + 2, 2, 0, 59) && t[i + 2].digits == 2 &&
      !t[i + 2].space_before) {
    const bool marked =
        (t.is_word(i + 3) && (contains(hour_words, t.word(i + 3)) || half_in(half_words, t.word(i + 3)) != Half::none ||
                              t.word(i + 3) == "wib")) ||
        (i > 0 && t.is_word(i - 1) && contains(clock_words, t.word(i - 1))) ||
        (i > 1 && t.is_sign(i - 1, '.') && t.is_word(i - 2) && contains(clock_words, t.word(i - 2)));
    if (!marked || !minute_at(i + 2)) return std::nullopt;
    return time;
  }
  if (t.is_word(i + 1)) {
    const std::string_view word = t.word(i + 1);
    if (word == "am" || word == "pm" || word == "uhr") return time;
  }
  return std::nullopt;
}

bool is_connector(const Tokens& t, std::size_t i) {
  if (i >= t.size() || t.is_number(i)) return false;
  if (t.is_word(i)) {
    const std::string_view word = t.word(i);
    return contains(connectors, word) || is_day_name(word) || word == "on" || word == "t";
  }
  switch (t[i].sign) {
    case ',':
    case '-':
    case '|':
    case '/':
    case '@':
    case ':':
    case '(':
    case ')':
    case '.':
    case ';':
    case 'd':
    case 0:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::optional<TimeOfDay> time_at(const Tokens& t, std::size_t i, bool after_date) {
  Half half = Half::none;
  std::size_t at = i;
  if (t.is_word(i) && half_in(half_words_before, t.word(i)) != Half::none)
    half = half_in(half_words_before, t.word(i)), ++at;
  auto time = digits_at(t, at, after_date || half != Half::none);
  if (!time) return std::nullopt;
  time->first = i;
  read_tail(t, *time, half);
  if (time->hour == 24) {
    if (time->minute != 0) return std::nullopt;
    time->hour = 23, time->minute = 59;  // "24:00" ends its own day
  }
  return time;
}

std::optional<TimeOfDay> time_after(const Tokens& t, std::size_t i) {
  for (std::size_t skipped = 0; skipped <= 6; ++skipped, ++i) {
    if (const auto time = time_at(t, i, true)) return time;
    // A glued dash before a number is a range of days or the like, not "date - time".
    if (!is_connector(t, i)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<TimeOfDay> time_before(const Tokens& t, std::size_t i) {
  // The latest start wins that reaches up to the date; a time has at most about ten tokens.
  const std::size_t from = i > 16 ? i - 16 : 0;
  for (std::size_t start = from; start < i; ++start) {
    if (!t.is_number(start) && !t.is_word(start)) continue;
    if (start > 0 && t.is_number(start) &&
        (t.is_sign(start - 1, ':') || t.is_sign(start - 1, '.') || t.is_sign(start - 1, '/')) &&
        !t[start].space_before && t.is_number(start - 1 - (start > 1 ? 1 : 0)))
      continue;
    const auto time = time_at(t, start, false);
    if (!time || time->end > i) continue;
    std::size_t at = time->end;
    while (at < i && at - time->end < 5 && is_connector(t, at)) ++at;
    if (at == i) return time;
  }
  return std::nullopt;
}

PartialDate with_time(PartialDate day, const TimeOfDay& time, std::string_view language) {
  day.hour = time.hour;
  day.minute = time.minute;
  day.second = time.second;
  day.precision = time.has_seconds ? Precision::second : Precision::minute;
  day.offset_minutes = time.offset_minutes;
  if (!day.offset_minutes && !time.zone.empty()) day.offset_minutes = offset_of_abbreviation(time.zone, day, language);
  return day;
}

}  // namespace backfile::dates
