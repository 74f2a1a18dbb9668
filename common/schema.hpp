// Xapian's vocabulary in one table: term prefixes, value slots, metadata keys, versions. Indexer, query compiler and
// docs/format.md all read from here. Prefixes follow Omega's conventions where it has one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace backfile::schema {

/// A reader refuses what is newer; the indexer refuses what is other, naming --rebuild.
inline constexpr int version = 2;

/// Xapian refuses terms of more than 245 bytes, of which a zero byte counts as two.
inline constexpr std::size_t max_term_bytes = 245;

namespace prefix {
// Words of title, standfirst and body: no prefix for the exact form (with positions), Z for the stem (without).
inline constexpr std::string_view stem = "Z";
inline constexpr std::string_view title = "S";           // exact with positions; stems as "ZS"
inline constexpr std::string_view author = "A";          // words with positions
inline constexpr std::string_view author_name = "XAUTHOR:";  // whole folded name
inline constexpr std::string_view section = "XSECTION:";  // whole folded value
inline constexpr std::string_view host = "H";            // host and every parent down to the registrable domain
inline constexpr std::string_view language = "L";        // primary tag, and the full tag in lower case if longer
inline constexpr std::string_view tag = "K";             // whole folded value
inline constexpr std::string_view year = "Y";            // Y2025
inline constexpr std::string_view month = "M";           // M202505
inline constexpr std::string_view day = "D";             // D20250504
inline constexpr std::string_view address = "U";         // address key; every version of an article carries it
inline constexpr std::string_view unique = "Q";          // address key # 16 hex digits of the text digest
inline constexpr std::string_view id = "XID:";           // document name given by JSON lines
inline constexpr std::string_view has = "XHAS:";         // author date section tags standfirst image edits
inline constexpr std::string_view captured_day = "XCAP:"; // capture day of the version's first capture
inline constexpr std::string_view bigram = "XB";         // + "" or "S": pairs of Chinese and Japanese characters with positions
inline constexpr std::string_view superseded = "XOLD";   // a whole term: a later version exists
}  // namespace prefix

/// Value slots. Dates need two so that undated documents come last in both directions, because key makers do not work on remote
/// databases.
namespace slot {
enum Slot : unsigned {
  newest = 0,        // sort descending: 8 bytes instant (0 = undated), 8 bytes digest of the Q term
  oldest = 1,        // sort descending: 8 bytes complement of instant (0 = undated), 8 bytes digest of the Q term
  day = 2,           // day_bucket(): "1851", "196312", "20250504"; absent = undated
  site = 3,
  section = 4,       // as displayed
  author = 5,        // names, each followed by '\0'
  language = 6,      // primary tag
  story = 7,         // 8 bytes, never zeros: what copies share; of a version that stands alone its own (write/fold_stories.hpp)
  article = 8,       // 8 bytes: digest of the address key: what versions share
  version_order = 9, // of the first capture: 8 bytes instant of captured, else modified, else published, else 0; then 1 byte of which (3, 2, 1, 0)
  text_digest = 10,  // 8 bytes: the digest in the Q term
  candidates = 11,   // 8 bytes: digest of the articles that this one was compared with; zeros = none
  words = 12,        // words of standfirst and body, as Xapian's sortable_serialise writes numbers
  sketch = 13,       // sample of the text's shingles (indexer/copies/sketch.hpp); absent = no text
};
}  // namespace slot

namespace metadata {
inline constexpr std::string_view schema_version = "backfile/schema";
inline constexpr std::string_view analyser_version = "backfile/analyser";
inline constexpr std::string_view languages = "backfile/languages";  // "en 1200\nde 30\n": documents by primary language
inline constexpr std::string_view last_run = "backfile/last-run";
inline constexpr std::string_view runs = "backfile/runs";  // finished runs
inline constexpr std::string_view unfolded = "backfile/unfolded";  // since the last commits stories were not found again
inline constexpr std::string_view split = "backfile/split";  // of a part that --split made (common/split_mark.hpp)
inline constexpr std::string_view built = "backfile/built";    // hex16: when the first build was published (common/arrivals.hpp)
inline constexpr std::string_view identity = "backfile/identity";  // of a rewritten archive: what named it before (common/identity.hpp)
inline constexpr std::string_view arrival = "arr/";  // + hex16 of an instant: the versions that arrived then (common/arrivals.hpp)
inline constexpr std::string_view input = "in/";     // + hex16 of the source: what was last read there (write/provenance.hpp)
inline constexpr std::string_view capture = "cap/";  // + hex16 of the Q term + "/" + hex16 of the source: one capture (common/capture.hpp)
inline constexpr std::string_view payload = "pay/";  // + hex16 of a payload: the version it gave (write/provenance.hpp)
inline constexpr std::string_view claim = "can/";    // + hex16 of the address key: who claimed it as canonical (write/provenance.hpp)
inline constexpr std::string_view removed = "gone/"; // reserved: + hex16 of the address key: taken down, stays out
}  // namespace metadata

/// prefix + text, cut to max_term_bytes with a hashed tail ("...~" + 16 hex digits), so that unlike long texts stay unlike.
[[nodiscard]] std::string term(std::string_view prefix, std::string_view text);

/// The Q term of a version. The address stays readable.
[[nodiscard]] std::string unique_term(std::string_view address_key, std::uint64_t text_digest);
/// Digest of what makes two captures the same version: title and body, white space collapsed.
[[nodiscard]] std::uint64_t text_digest(std::string_view title, std::string_view body);

/// Sort keys (slots newest and oldest). `instant` in seconds since 1970; `unique` is the Q term.
[[nodiscard]] std::string newest_key(std::int64_t instant, std::string_view unique);
[[nodiscard]] std::string oldest_key(std::int64_t instant, std::string_view unique);
[[nodiscard]] std::string undated_key(std::string_view unique);

/// A field of the query language.
enum class FieldKind { text, words, value, date, number };
struct QueryField {
  std::string_view name;    // as typed
  std::string_view prefix;
  FieldKind kind;           // text: default text; words: positions; value: whole folded value; date, number: range
  std::string_view help;
};
[[nodiscard]] std::span<const QueryField> query_fields();
[[nodiscard]] const QueryField* find_query_field(std::string_view name);

}  // namespace backfile::schema
