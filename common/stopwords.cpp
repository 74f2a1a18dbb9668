// Looks words up in the lists of stopwords_data.cpp.
#include "common/stopwords.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "common/text.hpp"

namespace backfile {
namespace {

using Words = std::unordered_set<std::string_view>;

const std::unordered_map<std::string_view, Words>& words_by_language() {
  static const auto all = [] {
    std::unordered_map<std::string_view, Words> by_language;
    for (const auto& [language, list] : stopword_lists()) {
      Words& words = by_language[language];
      for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(' ', at), list.size());
        words.insert(list.substr(at, end - at));
        at = end + 1;
      }
    }
    return by_language;
  }();
  return all;
}

// A primary tag needs no parsing; Bokmål and Nynorsk share a list.
std::string list_for(std::string_view language) {
  std::string primary = language.size() == 2 ? std::string(language) : primary_language(language);
  return primary == "nb" || primary == "nn" ? "no" : primary;
}

}  // namespace

bool is_stopword(std::string_view exact, std::string_view language) {
  const auto found = words_by_language().find(list_for(language));
  return found != words_by_language().end() && found->second.contains(exact);
}

}  // namespace backfile
