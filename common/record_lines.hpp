// The notation of records and captures inside an archive: one "name=value" per line, as Omega's own records are, so that Xapian's tools
// show them readably. Backslash, line feed and carriage return in a value are escaped (\\ \n \r). docs/format.md describes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

namespace backfile {

/// Appends "name=value\n"; nothing when the value is empty.
void put_line(std::string& out, std::string_view name, std::string_view value);
/// A time whose seconds are not known is stored without them (ISO 8601 allows it, RFC 3339 does not).
void put_line(std::string& out, std::string_view name, const std::optional<PartialDate>& date);

[[nodiscard]] std::string unescaped_value(std::string_view value);

/// Calls `line(name, value)` for every line, the value unescaped. Never throws: what is no such line is passed over.
template <class Line>
void for_each_line(std::string_view data, Line&& line) {
  while (!data.empty()) {
    const std::size_t end = data.find('\n');
    const std::string_view text = data.substr(0, end);
    data.remove_prefix(end == std::string_view::npos ? data.size() : end + 1);
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) line(text.substr(0, equals), unescaped_value(text.substr(equals + 1)));
  }
}

}  // namespace backfile
