// Words around names in bylines, of many languages: what stands before a name, between names, and what is a role, a newsroom or an
// agency rather than a person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

/// Bytes of a leading "By ", "Von: ", "Escrito por ", "作者：" with the space or colon behind it; 0 without one. A particle that is also part
/// of names ("von", "di", "av") counts only before two further words, a colon, or an agency.
[[nodiscard]] std::size_t byline_prefix_length(std::string_view text);

/// Bytes of a trailing "記者", " 기자", "特派員" ...; 0 without one.
[[nodiscard]] std::size_t byline_suffix_length(std::string_view text);

/// How a name part or a whole name is to be read.
enum class NameKind : std::uint8_t {
  person,
  agency,        // dpa, Reuters, Associated Press ...
  organisation,  // "Example Times", "ORF.at", "Le Monde"
  staff,         // "Redaktion", "Staff Writer", "Newsroom"
  role,          // "Political Editor", "Korrespondent in Berlin"
  nonsense,      // an address, a slug, a number, a sentence
};

/// Judges a trimmed name without its prefix. `words` of several languages; what nothing speaks against is a person.
[[nodiscard]] NameKind kind_of_name(std::string_view name);

/// At least two words, all capitalised but for particles ("Jane van der Berg"): how a byline writes a person. Scripts without capitals pass.
[[nodiscard]] bool is_written_as_name(std::string_view name);

/// True for a word (folded) that parts names: "and", "und", "et", "y" ...
enum class Conjunction : std::uint8_t {
  none,
  plain,      // parts any two names
  ambiguous,  // also stands inside names ("Costa e Silva", "Ortega y Gasset"): parts only names of two words each
};
[[nodiscard]] Conjunction conjunction_kind(std::string_view folded_word);

/// Words behind which a byline goes on with something else than names: "updated", "aktualisiert", "publié" ... (folded).
[[nodiscard]] bool ends_names(std::string_view folded_word);
/// "in", "aus", "à", "en" before a place behind a name (folded).
[[nodiscard]] bool leads_to_place(std::string_view folded_word);

}  // namespace backfile
