// Reads machine-written dates: ISO 8601-1 and RFC 3339 with what publishers commonly get wrong (a space for the T, a space before
// the zone, "UTC" for "Z", a comma before the fraction, a bracketed zone name behind it as in RFC 9557). Deliberately nothing looser:
// who reads "04.05.25" must know the page's language. A cursor over the text, no regular expressions.
#include "common/date.hpp"

namespace backfile {
namespace {

// A longer text is no date: the longest form listed above has about 60 bytes.
constexpr std::size_t max_date_bytes = 80;

// The largest offset ever kept by a clock was Manila's -15:56, before 1845.
constexpr int max_offset_minutes = 16 * 60 - 1;

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  bool accept(std::string_view token) {
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }
  bool accept_any(std::string_view set) {
    if (text_.empty() || set.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  void skip_spaces() {
    while (accept_any(" \t")) {
    }
  }
  // How many digits come next.
  [[nodiscard]] std::size_t digits() const {
    const std::size_t end = text_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? text_.size() : end;
  }
  // Exactly `count` digits; digits() must be enough.
  int number(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(count);
    return value;
  }
  [[nodiscard]] std::string_view rest() const { return text_; }
  void skip(std::size_t count) { text_.remove_prefix(count); }

 private:
  std::string_view text_;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

// "HH:MM[:SS]" behind the hour's two digits, or "HHMM[SS]".
bool parse_time(Cursor& in, PartialDate& date) {
  const bool compact = in.digits() == 4 || in.digits() == 6;
  if (!compact && in.digits() != 2) return false;
  const bool compact_seconds = in.digits() == 6;
  const int hour = in.number(2);
  if (!compact && (!in.accept(":") || in.digits() != 2)) return false;
  const int minute = in.number(2);
  int second = 0;
  date.precision = Precision::minute;
  if (compact_seconds || (!compact && in.accept(":"))) {
    if (!compact_seconds && in.digits() != 2) return false;
    second = in.number(2);
    date.precision = Precision::second;
    if (in.accept_any(".,")) {
      if (in.digits() == 0) return false;
      in.skip(in.digits());
    }
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  date.hour = static_cast<std::uint8_t>(hour);
  date.minute = static_cast<std::uint8_t>(minute);
  date.second = static_cast<std::uint8_t>(second == 60 ? 59 : second);  // a leap second has no place in POSIX time
  return true;
}

// "Z", "UTC", "GMT", "+02", "+0200", "+02:00", each perhaps followed by "[Zone/Name]"; or nothing. False for a malformed one.
bool parse_zone(Cursor& in, std::optional<std::int16_t>& offset) {
  in.skip_spaces();
  if (in.at_end()) return true;
  if (in.accept_any("Zz") || in.accept("UTC") || in.accept("GMT")) {
    offset = std::int16_t{0};
  } else {
    const bool west = in.accept("-") || in.accept("\xE2\x88\x92");  // U+2212, ISO 8601's own minus
    if (!west && !in.accept("+")) return false;
    const bool compact = in.digits() == 4;
    if (!compact && in.digits() != 2) return false;
    const int hours = in.number(2);
    int minutes = 0;
    if (compact || in.accept(":")) {
      if (!compact && in.digits() != 2) return false;
      minutes = in.number(2);
    }
    const int total = hours * 60 + minutes;
    if (minutes > 59 || total > max_offset_minutes) return false;
    offset = static_cast<std::int16_t>(west ? -total : total);
  }
  if (in.accept("[")) {
    const std::size_t close = in.rest().find(']');
    if (close == std::string_view::npos) return false;
    in.skip(close + 1);
  }
  return in.at_end();
}

// The day; `time_follows_at_once` for the digits-only form of web archives, "20250504090600".
bool parse_day(Cursor& in, PartialDate& date, bool& time_follows_at_once) {
  const std::size_t digits = in.digits();
  time_follows_at_once = digits == 12 || digits == 14;
  const bool compact = digits == 8 || time_follows_at_once;
  if (!compact && digits != 4) return false;
  int month = 1, day = 1;
  const int year = in.number(4);
  if (compact) {
    month = in.number(2);
    day = in.number(2);
    date.precision = Precision::day;
  } else if (in.accept("-")) {
    if (in.digits() != 2) return false;
    month = in.number(2);
    date.precision = Precision::month;
    if (in.accept("-")) {
      if (in.digits() != 2) return false;
      day = in.number(2);
      date.precision = Precision::day;
    }
  }
  if (!is_valid_day(year, month, day)) return false;
  date.year = static_cast<std::int16_t>(year);
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  return true;
}

}  // namespace

std::optional<PartialDate> parse_iso_date(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > max_date_bytes) return std::nullopt;
  Cursor in(text);
  PartialDate date;
  bool time_follows = false;
  if (!parse_day(in, date, time_follows)) return std::nullopt;
  if (in.at_end() && !time_follows) return date;
  if (date.precision != Precision::day) return std::nullopt;
  if (!time_follows && !in.accept_any("Tt")) {
    // XML Schema's date with a zone: the day is as printed, so the zone adds nothing.
    Cursor zone = in;
    std::optional<std::int16_t> ignored;
    if (parse_zone(zone, ignored)) return date;
    if (!in.accept_any(" \t")) return std::nullopt;
    in.skip_spaces();
  }
  if (!parse_time(in, date) || !parse_zone(in, date.offset_minutes)) return std::nullopt;
  return date;
}

}  // namespace backfile
