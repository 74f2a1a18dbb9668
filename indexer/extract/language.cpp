// The language of the text. CLD2 reads quadgrams: sure of itself on a few hundred bytes of running text in the 83 languages of its
// tables, and lost on others: it takes Hausa for English, or calls Zulu "18 % English". Hence three rules beside the plain ones: a language that its
// tables do not hold is believed when declared; a declared language that they hold, but that a long text does not show, is a template's default
// and the language unknown; and near kin (Bokmål and Danish, Croatian and Serbian) do not contradict each other.
#include "indexer/extract/language.hpp"

#include <algorithm>
#include <array>
#include <cstdio>  // CLD2's header uses FILE without including it
#include <span>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "common/text.hpp"

namespace backfile {
namespace {

/// On the development sets' pages 1,500 bytes give the same answers as whole texts, 1,000 take three of 679 pages for English; 3,000 took 6 % of a
/// page's time.
constexpr std::size_t max_detected_bytes = 2000;
/// The shortest text on which CLD2 may outrank a declaration: in less, names decide the quadgrams.
constexpr int enough_bytes = 400;
/// So much text in a language that CLD2 knows is always recognised: the pages where it was not were in none of its languages.
constexpr int telling_bytes = 1000;
constexpr int telling_percent = 50;

/// Primary codes of the languages in CLD2's tables.
constexpr auto known_to_cld2 = std::to_array<std::string_view>({
    "af", "ar", "az", "be", "bg", "bh", "bn", "bs", "ca", "ceb", "chr", "cs", "cy", "da", "de", "dv", "el", "en",
    "es", "et", "eu", "fa", "fi", "fil", "fr", "ga", "gd", "gl", "gu", "he", "hi", "hmn", "hr", "ht", "hu", "hy",
    "id", "is", "it", "iu", "ja", "jv", "ka", "km", "kn", "ko", "lg", "lif", "lo", "lt", "lv", "mk", "ml", "mr", "ms",
    "mt", "nb", "ne", "nl", "nn", "no", "or", "pa", "pl", "pt", "ro", "ru", "rw", "sh", "si", "sk", "sl", "sq", "sr",
    "sv", "sw", "syr", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "yi", "zh"
});
static_assert(std::ranges::is_sorted(known_to_cld2));

bool are_kin(std::string_view a, std::string_view b) {
  static constexpr auto scandinavian = std::to_array<std::string_view>({"no", "nb", "nn", "da"});
  static constexpr auto serbo_croatian = std::to_array<std::string_view>({"hr", "sr", "bs", "sh", "cnr"});
  static constexpr auto malay = std::to_array<std::string_view>({"id", "ms"});
  static constexpr auto tagalog = std::to_array<std::string_view>({"tl", "fil"});
  static constexpr auto persian = std::to_array<std::string_view>({"fa", "prs"});
  const auto both_in = [&](std::span<const std::string_view> family) {
    return std::ranges::find(family, a) != family.end() && std::ranges::find(family, b) != family.end();
  };
  return a == b || both_in(scandinavian) || both_in(serbo_croatian) || both_in(malay) || both_in(tagalog) || both_in(persian);
}

struct Detection {
  std::string language;
  int percent = 0;
  int bytes = 0;  // letters that were looked at
  bool reliable = false;
};

Detection detect(std::string_view text) {
  text = cut_utf8(text, max_detected_bytes);
  CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
  int percents[3] = {0, 0, 0};
  int bytes = 0;
  bool reliable = false;
  const CLD2::Language best =
      CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, languages, percents, &bytes, &reliable);
  if (best == CLD2::UNKNOWN_LANGUAGE) return {};
  return {.language = canonical_language(CLD2::LanguageCode(best)), .percent = percents[0], .bytes = bytes, .reliable = reliable};
}

LanguageChoice against_declaration(const std::string& declared, const Detection& detected) {
  const std::string primary = primary_language(declared);
  if (!std::ranges::binary_search(known_to_cld2, std::string_view(primary))) return {declared, "declared"};
  if (detected.reliable && detected.bytes >= enough_bytes && !are_kin(primary, primary_language(detected.language)))
    return {detected.language, "detected"};
  if (!detected.reliable && detected.bytes >= telling_bytes && detected.percent < telling_percent) return {};
  return {declared, "declared"};
}

}  // namespace

LanguageChoice resolve_language(std::string_view declared_text, std::string_view text, std::string_view default_language) {
  const std::string declared = canonical_language(declared_text);
  const Detection detected = detect(text);
  if (!declared.empty()) return against_declaration(declared, detected);
  if (detected.reliable && !detected.language.empty()) return {detected.language, "detected"};
  if (!default_language.empty()) return {canonical_language(default_language), "default"};
  return {};
}

}  // namespace backfile
