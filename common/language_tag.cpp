// Language tags as pages declare them, brought to BCP 47 (RFC 5646). Pages write "en_US", "EN", "eng", "de-DE.UTF-8", "iw"; anything
// that is no tag at all ("english", "x-default", "und") gives nothing.
#include <algorithm>
#include <utility>
#include <vector>

#include <unicode/uloc.h>

#include "common/text.hpp"

namespace backfile {
namespace {

// RFC 5646 §4.4.1 recommends room for 35 characters.
constexpr std::size_t max_tag_bytes = 64;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// Subtags in lower case; empty when one is malformed.
std::vector<std::string> subtags_of(std::string_view text) {
  // POSIX locale names carry a charset and a modifier.
  text = text.substr(0, text.find_first_of(".@"));
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text.size() > max_tag_bytes) return {};
  text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
  std::vector<std::string> subtags(1);
  for (const char c : text) {
    if (c == '-' || c == '_') subtags.emplace_back();
    else if (is_alpha(c) || is_digit(c)) subtags.back() += lower(c);
    else return {};
  }
  const bool well_formed = std::ranges::all_of(subtags, [](const std::string& s) { return !s.empty() && s.size() <= 8; });
  return well_formed ? subtags : std::vector<std::string>{};
}

// Codes withdrawn from ISO 639 that pages still declare (IANA registry, "Deprecated" with "Preferred-Value"), and the bibliographic
// codes of ISO 639-2, which ICU does not know.
constexpr std::pair<std::string_view, std::string_view> replaced[] = {
    {"iw", "he"},  {"in", "id"},  {"ji", "yi"},  {"jw", "jv"},  {"mo", "ro"},  {"tl", "fil"}, {"alb", "sq"},
    {"arm", "hy"}, {"baq", "eu"}, {"bur", "my"}, {"chi", "zh"}, {"cze", "cs"}, {"dut", "nl"}, {"fre", "fr"},
    {"geo", "ka"}, {"ger", "de"}, {"gre", "el"}, {"ice", "is"}, {"mac", "mk"}, {"mao", "mi"}, {"may", "ms"},
    {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"tib", "bo"}, {"wel", "cy"}};

std::string canonical_primary(const std::string& subtag) {
  if (subtag.size() < 2 || subtag.size() > 3 || !std::ranges::all_of(subtag, is_alpha)) return {};
  if (subtag == "und" || subtag == "mul" || subtag == "zxx" || subtag == "mis") return {};
  // ICU shortens "eng" to two letters.
  char buffer[ULOC_LANG_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  uloc_getLanguage(subtag.c_str(), buffer, sizeof buffer, &status);
  std::string code = U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING ? buffer : subtag;
  for (const auto& [old, preferred] : replaced)
    if (code == old) return std::string(preferred);
  return code;
}

}  // namespace

std::string primary_language(std::string_view bcp47) {
  const std::vector<std::string> subtags = subtags_of(bcp47);
  return subtags.empty() ? std::string() : canonical_primary(subtags.front());
}

std::string canonical_language(std::string_view text) {
  std::vector<std::string> subtags = subtags_of(text);
  if (subtags.empty()) return {};
  std::string out = canonical_primary(subtags.front());
  if (out.empty()) return {};
  bool in_extension = false;
  for (std::size_t i = 1; i < subtags.size(); ++i) {
    std::string& s = subtags[i];
    in_extension |= s.size() == 1;
    if (!in_extension && s.size() == 4 && is_alpha(s[0])) s[0] = upper(s[0]);
    if (!in_extension && s.size() == 2) std::ranges::transform(s, s.begin(), upper);
    out += '-' + s;
  }
  return out;
}

}  // namespace backfile
