#include "indexer/extract/metadata/lenient_json.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/entities.hpp"

namespace backfile {
namespace {

using nlohmann::json;

json parse_strictly(std::string_view text) {
  return json::parse(text.begin(), text.end(), nullptr, false, true);
}

/// Brackets are counted inside strings too: that only makes the bound stricter.
bool nests_too_deep(std::string_view text) {
  std::size_t depth = 0;
  for (const char c : text) {
    if (c == '{' || c == '[') {
      if (++depth > max_json_depth) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Rewrites broken JSON text into strict JSON texts, one for each value.
class Repair {
 public:
  explicit Repair(std::string_view text) : text_(text) {}

  std::vector<std::string> values() && {
    while (at_ < text_.size()) in_string_ ? string_character() : structure_character();
    finish_cut_value();
    return std::move(values_);
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  char next_after_space(std::size_t from) const {
    const std::size_t found = text_.find_first_not_of(" \t\r\n", from);
    return found == std::string_view::npos ? '\0' : text_[found];
  }

  /// A quote ends a string only where JSON can go on behind it; others are part of the text.
  bool quote_ends_string() const {
    const std::size_t next = text_.find_first_not_of(" \t\r\n", at_ + 1);
    if (next == std::string_view::npos) return true;
    const char c = text_[next];
    if (c == ':' || c == '}' || c == ']') return true;
    if (c == '"') return text_.substr(at_ + 1, next - at_ - 1).find('\n') != std::string_view::npos;  // a lost comma
    if (c != ',') return false;
    const char after = next_after_space(next + 1);
    return after == '"' || after == '{' || after == '[' || after == '}' || after == ']' || after == '-' || after == '\0' ||
           (after >= '0' && after <= '9') || after == 't' || after == 'f' || after == 'n';
  }

  void string_character() {
    const char c = text_[at_];
    if (c == '"') {
      const bool ends = quote_ends_string();
      out_ += ends ? "\"" : "\\\"";
      in_string_ = !ends;
      ++at_;
    } else if (c == '\\') {
      escape();
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += c == '\n' ? "\\n" : " ";
      ++at_;
    } else {
      out_ += c;
      ++at_;
    }
  }

  bool is_unicode_escape(std::size_t at) const {
    return at + 6 <= text_.size() && text_[at] == '\\' && text_[at + 1] == 'u' && std::ranges::all_of(text_.substr(at + 2, 4), is_hex);
  }

  /// 'h' or 'l' for a high or low surrogate's escape, else '\0'. A lone one is no character.
  char surrogate_at(std::size_t at) const {
    if (!is_unicode_escape(at) || (text_[at + 2] | 0x20) != 'd') return '\0';
    const char c = static_cast<char>(text_[at + 3] | 0x20);
    return c == '8' || c == '9' || c == 'a' || c == 'b' ? 'h' : c >= 'c' && c <= 'f' ? 'l' : '\0';
  }

  void escape() {
    const char next = peek(1);
    if (is_unicode_escape(at_)) {
      const std::size_t length = surrogate_at(at_) == '\0' ? 6 : surrogate_at(at_) == 'h' && surrogate_at(at_ + 6) == 'l' ? 12 : 0;
      out_ += length == 0 ? std::string_view("\\ufffd") : text_.substr(at_, length);
      at_ += length == 0 ? 6 : length;
    } else if (next != '\0' && std::string_view("\"\\/bfnrt").find(next) != std::string_view::npos) {
      out_ += text_.substr(at_, 2);
      at_ += 2;
    } else {
      if (next != '\'') out_ += "\\\\";
      ++at_;
    }
  }

  // White space between tokens is not copied, so the last token ends at the last byte.
  char last_written() const { return out_.empty() ? '\0' : out_.back(); }

  void drop_comma() {
    while (last_written() == ',') out_.pop_back();
    if (last_written() == ':') out_ += "null";
  }

  void add_lost_comma() {
    const char last = last_written();
    if (last == '"' || last == '}' || last == ']') out_ += ',';
  }

  bool skip_comment() {
    std::string_view end;
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("//")) end = "\n";
    else if (rest.starts_with("/*")) end = "*/";
    else return false;
    const std::size_t found = text_.find(end, at_ + 2);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return true;
  }

  void structure_character() {
    const char c = text_[at_];
    if (c == '/' && skip_comment()) return;
    if (c == '{' || c == '[') {
      if (!open_.empty()) add_lost_comma();
      open_ += c == '{' ? '}' : ']';
      out_ += c;
    } else if (c == '}' || c == ']') {
      close(c);
    } else if (open_.empty()) {
      // JavaScript, CDATA and comment marks around the values
    } else if (c == '"') {
      add_lost_comma();
      out_ += c;
      in_string_ = true;
    } else if (c == ',') {
      const char last = last_written();
      if (last == ':') out_ += "null";
      if (last != ',' && last != '{' && last != '[') out_ += c;
    } else if (!is_space(c)) {
      out_ += c;
    }
    ++at_;
  }

  void close(char c) {
    if (open_.empty() || open_.find(c) == std::string::npos) return;
    while (!open_.empty()) {  // a bracket that was never closed ends with the one around it
      drop_comma();
      const char closed = open_.back();
      out_ += closed;
      open_.pop_back();
      if (closed == c) break;
    }
    if (open_.empty()) values_.push_back(std::exchange(out_, {}));
  }

  void finish_cut_value() {
    if (open_.empty()) return;
    if (in_string_) out_ += '"';
    while (!open_.empty()) close(open_.back());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::string open_;  // the brackets that will close what is open
  bool in_string_ = false;
  std::vector<std::string> values_;
};

std::vector<json> parse_repaired(std::string_view text) {
  std::vector<json> values;
  for (const std::string& value : Repair(text).values()) {
    json parsed = parse_strictly(value);
    if (!parsed.is_discarded()) values.push_back(std::move(parsed));
  }
  return values;
}

}  // namespace

std::vector<json> parse_lenient_json(std::string_view script) {
  std::vector<json> values;
  script = trimmed(script);
  if (script.empty() || script.size() > max_json_bytes || nests_too_deep(script)) return values;
  json whole = parse_strictly(script);
  if (!whole.is_discarded()) {
    values.push_back(std::move(whole));
    return values;
  }
  values = parse_repaired(script);
  if (values.empty() && script.find("&quot;") != std::string_view::npos) values = parse_repaired(decoded_entities(script));
  return values;
}

}  // namespace backfile
