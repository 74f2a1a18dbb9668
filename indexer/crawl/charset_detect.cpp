// Guessing an encoding that nothing declares. ICU's detector does the statistics, on the page's text alone: markup is ASCII and
// drowns what there is to see. Its answers are narrowed to encodings pages are written in, must decode the text cleanly, and
// give way to what browsers assume for the page's language when there is too little text to tell.
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "indexer/crawl/charset.hpp"
#include "indexer/crawl/charset_steps.hpp"

namespace backfile {
namespace {

constexpr std::size_t sample_bytes = 8000;  // what ICU's detector looks at
constexpr std::size_t context_bytes = 40;   // around bytes that are not ASCII: the statistics are of words
constexpr int least_confidence = 10;        // of ICU's 100; below, its own test texts come out at random
constexpr std::size_t few_bytes = 24;       // so few bytes beyond ASCII prove nothing against the page's language

/// Runs of text around bytes beyond ASCII, markup left out.
std::string text_sample(std::string_view bytes) {
  std::string sample;
  std::size_t done = 0;
  for (std::size_t at = 0; at < bytes.size() && sample.size() < sample_bytes; ++at) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) continue;
    const std::size_t begin = std::max(done, at > context_bytes ? at - context_bytes : 0);
    const std::string_view before = bytes.substr(begin, at - begin);
    const std::size_t tag = before.find_last_of("<>\"");
    sample += before.substr(tag == std::string_view::npos ? 0 : tag + 1);
    // Bytes up to the next ASCII control, space after a while, or tag.
    std::size_t end = at;
    while (end < bytes.size() && bytes[end] != '<' && (end < at + context_bytes || static_cast<unsigned char>(bytes[end]) >= 0x80)) ++end;
    sample += bytes.substr(at, end - at);
    sample += ' ';
    done = at = end;
  }
  if (sample.size() > sample_bytes) sample.resize(sample_bytes);
  return sample;
}

/// ICU's name as the encoding that browsers would use; empty for what pages are not written in.
std::string_view sane_encoding(std::string_view icu_name) {
  constexpr std::array kept = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"Shift_JIS", "shift_jis"}, {"ISO-2022-JP", "iso-2022-jp"}, {"EUC-JP", "euc-jp"}, {"GB18030", "gb18030"}, {"Big5", "big5"},
      {"EUC-KR", "euc-kr"}, {"UTF-16LE", "utf-16le"}, {"UTF-16BE", "utf-16be"}, {"KOI8-R", "koi8-r"}, {"ISO-8859-1", "windows-1252"},
      {"windows-1252", "windows-1252"}, {"ISO-8859-2", "iso-8859-2"}, {"windows-1250", "windows-1250"}, {"ISO-8859-5", "iso-8859-5"},
      {"windows-1251", "windows-1251"}, {"ISO-8859-6", "iso-8859-6"}, {"windows-1256", "windows-1256"}, {"ISO-8859-7", "iso-8859-7"},
      {"windows-1253", "windows-1253"}, {"ISO-8859-8", "windows-1255"}, {"ISO-8859-8-I", "windows-1255"}, {"windows-1255", "windows-1255"},
      {"ISO-8859-9", "windows-1254"}, {"windows-1254", "windows-1254"},
  });
  const auto* found = std::ranges::find(kept, icu_name, [](const auto& entry) { return entry.first; });
  return found == kept.end() ? std::string_view() : found->second;
}

/// HTML Standard, section "determining the character encoding": what browsers fall back to, by language.
std::string_view fallback_encoding(std::string_view language) {
  constexpr std::array fallbacks = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"ar", "windows-1256"}, {"az", "windows-1254"}, {"ba", "windows-1251"}, {"be", "windows-1251"}, {"bg", "windows-1251"},
      {"cs", "windows-1250"}, {"el", "iso-8859-7"}, {"et", "windows-1257"}, {"fa", "windows-1256"}, {"he", "windows-1255"},
      {"hr", "windows-1250"}, {"hu", "iso-8859-2"}, {"ja", "shift_jis"}, {"kk", "windows-1251"}, {"ko", "euc-kr"}, {"ku", "windows-1254"},
      {"ky", "windows-1251"}, {"lt", "windows-1257"}, {"lv", "windows-1257"}, {"mk", "windows-1251"}, {"mn", "windows-1251"},
      {"pl", "iso-8859-2"}, {"ro", "windows-1250"}, {"ru", "windows-1251"}, {"sah", "windows-1251"}, {"sk", "windows-1250"},
      {"sl", "iso-8859-2"}, {"sr", "windows-1251"}, {"tg", "windows-1251"}, {"th", "windows-874"}, {"tr", "windows-1254"},
      {"tt", "windows-1251"}, {"uk", "windows-1251"}, {"vi", "windows-1258"}, {"zh", "gb18030"},
  });
  const auto* found = std::ranges::find(fallbacks, language, [](const auto& entry) { return entry.first; });
  return found == fallbacks.end() ? std::string_view() : found->second;
}

std::size_t beyond_ascii(std::string_view bytes) {
  return static_cast<std::size_t>(std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

/// Hardly anything of the sample is lost. Its cut ends may cost a character each.
bool decodes(std::string_view sample, std::string_view encoding) {
  const LegacyText text = decode_legacy(sample, encoding);
  return text.replaced * 50 <= beyond_ascii(sample) + 100;
}

struct CloseDetector {
  void operator()(UCharsetDetector* d) const noexcept { ucsdet_close(d); }
};

std::string_view ask_icu(const std::string& sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return {};
  for (std::int32_t i = 0; i < count; ++i) {
    if (ucsdet_getConfidence(matches[i], &status) < least_confidence) break;
    const char* name = ucsdet_getName(matches[i], &status);
    const std::string_view encoding = name != nullptr ? sane_encoding(name) : std::string_view();
    if (!encoding.empty() && decodes(sample, encoding)) return encoding;
  }
  return {};
}

}  // namespace

std::string_view detect_encoding(std::string_view bytes, std::string_view language) {
  const std::string sample = text_sample(bytes);
  const std::string_view fallback = fallback_encoding(language);
  if (beyond_ascii(sample) < few_bytes && !sample.empty())
    return !fallback.empty() && decodes(sample, fallback) ? fallback : "windows-1252";
  const std::string_view guess = ask_icu(sample.empty() ? std::string(bytes.substr(0, sample_bytes)) : sample);
  if (!guess.empty()) return guess;
  return !fallback.empty() && decodes(sample, fallback) ? fallback : std::string_view();
}

}  // namespace backfile
