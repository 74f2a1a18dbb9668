// What changed between two texts, word by word, and between two versions of an article (Searcher::diff).
// Plain values, free to cross threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/history.hpp>
#include <backfile/version.hpp>

namespace backfile {

enum class Change { none, removed, added };

/// A stretch of text and what became of it.
struct DiffPart {
  Change change = Change::none;
  std::string text;
  friend bool operator==(const DiffPart&, const DiffPart&) = default;
};

/// In reading order, neighbours of different kinds, none empty. What is not `added` joined is the text before, what is not `removed`
/// joined the text after, byte for byte; where both changed, `removed` comes first.
struct TextDiff {
  std::vector<DiffPart> parts;
  bool complete = true;  ///< false: the texts differ so much that a stretch was taken as removed and added as a whole
};

/// Compares two texts (UTF-8) by words and punctuation marks, white space along with them; words as docs/analysis.md bounds them, so that
/// languages without spaces work, too. A paragraph begins behind a line break.
///
/// The fewest changed words (E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1986, in linear space); then up
/// to three words that stay alone between larger changes (of one paragraph, or of rewritten ones) count as changed, and what could be
/// placed in several ways begins a paragraph, else a sentence, else a word. Cost grows with the texts' size times their difference, bounded at about a second. Throws nothing but
/// std::bad_alloc; thread-safe.
[[nodiscard]] BACKFILE_API TextDiff diff_words(std::string_view before, std::string_view after);

/// Which versions to compare. Dates as in `date:` ("2024-05", "yesterday") or RFC 3339 with a time; a period means its end, in UTC.
struct DiffOptions {
  std::string from{};  ///< the version current then; empty: the one before `to`
  std::string to{};    ///< the version current then; empty: the latest
};

/// A version, and the capture that made it the current one. Undated captures count from the article's own date, as in the order of versions.
struct DiffedVersion {
  std::uint64_t number = 0;  ///< in Searcher::history, from 1 for the oldest
  Version version;
  std::string captured;  ///< RFC 3339, or as much as is known, or empty
};

struct ArticleDiff {
  std::uint64_t versions = 0;  ///< that the article has
  DiffedVersion from, to;      ///< of the same number when nothing changed between the two times
  TextDiff title, body;
};

}  // namespace backfile
