// Stemming by Snowball, as Xapian carries it. Stems are made of the cased form, because the algorithms know umlauts and accents,
// and lose their diacritics afterwards, so that a query typed without them still meets the same stem most of the time.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include <xapian.h>

#include "common/text.hpp"
#include "common/text_fold.hpp"

namespace backfile {
namespace {

// Xapian also knows these under two-letter codes, but not Norwegian's two forms; languages it lacks are absent.
constexpr std::array<std::pair<std::string_view, const char*>, 26> algorithms{{
    {"ar", "arabic"},    {"ca", "catalan"},   {"da", "danish"},     {"de", "german"},     {"en", "english"},
    {"es", "spanish"},   {"eu", "basque"},    {"fi", "finnish"},    {"fr", "french"},     {"ga", "irish"},
    {"hu", "hungarian"}, {"hy", "armenian"},  {"id", "indonesian"}, {"it", "italian"},    {"lt", "lithuanian"},
    {"nb", "norwegian"}, {"ne", "nepali"},    {"nl", "dutch"},      {"nn", "norwegian"},  {"no", "norwegian"},
    {"pt", "portuguese"}, {"ro", "romanian"}, {"ru", "russian"},    {"sv", "swedish"},    {"ta", "tamil"},
    {"tr", "turkish"},
}};

// Arabic loses articles and conjunctions, Indonesian and Irish what they put or mutate in front, Tamil and Nepali may; Turkish "bunu" is "o".
constexpr std::array<std::string_view, 6> taking_from_the_front{"arabic", "indonesian", "irish", "nepali", "tamil", "turkish"};

const char* algorithm_for(std::string_view language) {
  const std::string primary = primary_language(language);
  for (const auto& [code, name] : algorithms)
    if (code == primary) return name;
  return nullptr;
}

// Words repeat: a cache hit costs a tenth of a stem. Memory stays around 5 MB.
constexpr std::size_t max_cached_stems = 65536;
constexpr std::size_t max_cached_bytes = 64;

struct Hash : std::hash<std::string_view> {
  using is_transparent = void;
};

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

}  // namespace

class Stemmer::Impl {
 public:
  explicit Impl(std::string_view algorithm)
      : stem_(std::string(algorithm)),
        romanian_(algorithm == "romanian"),
        keeps_first_letter_(std::ranges::find(taking_from_the_front, algorithm) == taking_from_the_front.end()) {}

  [[nodiscard]] bool keeps_first_letter() const { return keeps_first_letter_; }

  std::string_view stem(const Word& word) {
    if (has_digit(word.exact)) return word.exact;
    if (const auto found = stems_.find(word.cased); found != stems_.end()) return found->second;
    std::string result = compute(word.cased);
    if (result.empty()) return word.exact;
    if (word.cased.size() > max_cached_bytes) return uncached_ = std::move(result);
    if (stems_.size() >= max_cached_stems) stems_.clear();
    return stems_.emplace(word.cased, std::move(result)).first->second;
  }

 private:
  std::string compute(std::string_view cased) {
    std::string input(cased);
    if (romanian_) to_cedillas(input);
    std::string result;
    append_unaccented(stem_(input), result);
    return result;
  }

  // Snowball's Romanian spells ș and ț with cedillas, as texts did before 2003.
  static void to_cedillas(std::string& word) {
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      if (word[i] != '\xC8') continue;
      if (word[i + 1] == '\x99') word[i] = '\xC5', word[i + 1] = '\x9F';
      else if (word[i + 1] == '\x9B') word[i] = '\xC5', word[i + 1] = '\xA3';
    }
  }

  Xapian::Stem stem_;
  bool romanian_;
  bool keeps_first_letter_;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> stems_;
  std::string uncached_;
};

Stemmer::Stemmer(std::string_view language) {
  if (const char* name = algorithm_for(language)) impl_ = std::make_unique<Impl>(name);
}
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;
Stemmer::~Stemmer() = default;

std::string_view Stemmer::stem(const Word& word) { return impl_ ? impl_->stem(word) : word.exact; }

bool Stemmer::keeps_first_letter() const { return !impl_ || impl_->keeps_first_letter(); }

bool Stemmer::knows(std::string_view language) { return algorithm_for(language) != nullptr; }

}  // namespace backfile
