// Query -> Xapian: the parsed query becomes boolean and weighted terms over what one set of archives holds, and a
// description of what to highlight.
#pragma once

#include <xapian.h>

#include <backfile/query.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace backfile {

/// What the archives hold and how they are to be asked.
struct CompileContext {
  const Xapian::Database* database = nullptr;  // for wildcard expansion and term frequencies
  std::vector<std::string> languages;          // primary tags the archives hold, most documents first
  int first_year = 1, last_year = 9999;        // of dated articles
  bool latest_only = true;                     // AND_NOT superseded versions
  std::string since, until;                    // partial dates, inclusive; empty = open
};

/// What a snippet marks: a word matches when its exact form, its stem (by the article's language) or its beginning is
/// listed, or when it stands in a listed phrase.
struct Highlights {
  std::vector<std::string> exact{}, stems{}, prefixes{};
  std::vector<std::vector<std::string>> phrases{};  // exact forms, in order
  std::vector<std::string> fragments{};  // of Chinese and Japanese text, wherever they stand
};

/// Two words of the text that stand side by side in the query, stop words between them not counted.
struct Neighbours {
  std::string first, second;   // terms
  std::uint32_t distance = 1;  // in words
  friend bool operator==(const Neighbours&, const Neighbours&) = default;
};

struct CompiledQuery {
  Xapian::Query query;
  std::vector<Neighbours> neighbours;
  std::size_t words = 0;  // that rank, stop words aside; 0 for queries that no reader typed
  bool ranked = false;  // some part gives weight; otherwise newest first is the natural order
  Highlights highlights;
  std::vector<std::string> notes;  // limits that were reached
};

/// Throws Error(usage) for since/until that are no dates; Xapian::Error while reading the dictionary (the caller
/// reopens and tries again). `query` must be ok().
[[nodiscard]] CompiledQuery compile(const Query& query, const CompileContext& context);

}  // namespace backfile
