// Writes JSON as a stream: the one place that escapes it. Invalid UTF-8 becomes U+FFFD; control characters are escaped, so a
// line of output is a line. No tree, no allocation beyond the output string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(double number, int decimals = 6);
  JsonWriter& value(bool truth);
  JsonWriter& null();

  /// key and value, left out when the text is empty.
  JsonWriter& text_field(std::string_view name, std::string_view text);

 private:
  void separate();
  std::string& out_;
  bool needs_comma_ = false;
};

/// Appends `text` as a quoted JSON string.
void append_json_string(std::string& out, std::string_view text);

}  // namespace backfile
