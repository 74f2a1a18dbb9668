// The text analysis as a whole: its version, and folding of whole values. Words: text_words.cpp; characters: text_fold.cpp;
// dictionaries: text_dictionary.cpp; bytes: text_utf8.cpp; languages: language_tag.cpp, stemmer.cpp, stopwords.cpp.
#include "common/text.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <xapian.h>

#include "common/text_fold.hpp"

namespace backfile {
namespace {

// The number of our own rules: raise it whenever the same text could give other words, folded forms or stems.
constexpr std::string_view rules_version = "2";

std::string printed(const UVersionInfo version, int parts) {
  std::string out = std::to_string(version[0]);
  for (int i = 1; i < parts; ++i) out += "." + std::to_string(version[i]);
  return out;
}

}  // namespace

const std::string& analyser_version() {
  // Of Xapian the series, not the point release: those arrive as security updates do, and to refuse every archive after one would
  // cost users more than a stem that differs.
  static const std::string version = [] {
    UVersionInfo icu, unicode;
    u_getVersion(icu);
    u_getUnicodeVersion(unicode);
    return std::string(rules_version) + "/ICU-" + printed(icu, 2) + "/Unicode-" + printed(unicode, 2) +
           "/Xapian-" + std::to_string(Xapian::major_version()) + "." + std::to_string(Xapian::minor_version());
  }();
  return version;
}

std::string folded_value(std::string_view text) {
  std::string collapsed = collapsed_space(text);
  if (std::all_of(collapsed.begin(), collapsed.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    for (char& c : collapsed) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return collapsed;
  }
  std::string cased, exact;
  append_folded(collapsed, cased, exact);
  // Folding may bring forth white space (the spacing form of an accent), so once more.
  return collapsed_space(exact);
}

}  // namespace backfile
