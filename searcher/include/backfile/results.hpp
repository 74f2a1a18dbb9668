// What a search answers: plain values without any tie to the archive, free to cross threads and to outlive the Searcher.
// All text is UTF-8. Text comes from pages: escape it for the place where it is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backfile/date.hpp>
#include <backfile/history.hpp>

namespace backfile {

/// A half-open range of bytes.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// The passage of an article that answers best, and what to highlight in it: sorted, disjoint spans on character bounds.
struct Snippet {
  std::string text;
  std::vector<Span> highlights;
};

/// The other members of a hit's story.
struct Copies {
  std::uint64_t count = 0;         ///< matching articles folded into this hit besides itself
  std::vector<std::string> sites;  ///< their sites, in byte order, without duplicates
};

/// One line of an answer.
struct Hit {
  std::uint64_t rank = 0;  ///< 1 for the first line of the whole answer, counted through pages
  double score = 0;        ///< relevance; 0 when the query ranks nothing (only filters)
  std::string id;          ///< document name given by the input, else empty
  std::string title, url, site, publisher, section, language;
  std::vector<std::string> authors;
  std::optional<PartialDate> published;
  Snippet snippet;
  std::vector<Span> title_highlights;
  Copies copies;
  /// Where the text is from, as the article says, else the earliest of the copies that does: the address that a canonical link names, else an agency's name.
  std::string original = {};
  std::uint64_t versions = 1;  ///< versions of this article that the archive holds
  std::string source;          ///< file, or container#offset
  std::string captured;        ///< RFC 3339, or empty
  std::vector<Capture> captures = {};  ///< of the version, as Version has them; only when asked for
  std::string arrived = {};              ///< when this version came into the archive: RFC 3339, UTC, or empty; only when asked for
  std::vector<std::string> explanation;  ///< one line per contribution to the score; only when asked for
};

/// What can be counted.
enum class Field { year, month, day, section, site, author, language };

/// One value of a facet. No value: the article does not say (undated, no section ...). `other`: the values beyond the limit.
struct Bucket {
  std::optional<std::string> value;
  std::uint64_t count = 0;
  bool other = false;
};

struct Facet {
  Field field = Field::year;
  std::vector<Bucket> buckets;  ///< dates ascending with undated last; others by count descending, then value
};

/// Where to go on: an opaque token, safe in a shell and a URL.
struct Cursor {
  std::string token;
};

/// What somebody has seen of some archives: an opaque line of printable ASCII without blanks, to be kept between searches. Empty: nothing yet.
struct Seen {
  std::string token;
};

/// What is counted and listed.
enum class Unit {
  stories,   ///< copies folded: one line per set of copies
  articles,  ///< one line per article
};

/// An archive that did not answer, and why.
struct MissingArchive {
  std::string where;
  std::string why;
};

/// How the archives of a search fared. With any missing, the answer is partial: what they hold is neither listed nor counted, and scores are
/// those of the others.
struct Shards {
  std::uint64_t ok = 0;         ///< archives that the answer speaks for
  std::uint64_t not_asked = 0;  ///< of these: left alone, since they hold nothing of the dates asked for
  std::vector<MissingArchive> missing{};
};

/// All numbers are exact and agree: paging through and for_each yield `total` hits; a facet of one value per article sums, with its
/// null bucket, to the number of units counted. When all versions are searched, each matching version is a hit of its own (unless
/// copies are folded and it has the text of another), while `articles` counts each article once.
struct Results {
  Unit unit = Unit::stories;   ///< what `total` counts
  std::uint64_t total = 0;     ///< hits that paging through yields
  std::uint64_t articles = 0;  ///< matching articles
  std::vector<Hit> hits;
  std::vector<Facet> facets;             ///< in the order asked for
  std::optional<Cursor> next;            ///< absent after the last hit
  std::optional<std::string> suggestion; ///< the query in another spelling that finds more; only when `total` is 3 or less
  std::string understood;                ///< the query as it was run
  std::vector<std::string> notes;        ///< what the reader should know: limits reached, archives that fold alone
  Shards shards;
  std::string revision;                  ///< of the archives this answer saw
  /// What this answer could see, whether or not it lists it: give it to SearchOptions::seen, and the next answer has exactly what came since.
  /// What SearchOptions::seen said of other archives is kept. Only when arrivals were asked for.
  std::optional<Seen> seen{};
  std::uint64_t unseen_archives = 0;     ///< archives that SearchOptions::seen says nothing of: all they have counts as new
  double took_ms = 0;
};

}  // namespace backfile
