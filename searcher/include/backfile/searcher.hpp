// Searching one or several archives. See docs/embedding.md for a complete program.
//
// Threads: a Searcher serves one thread at a time; any number of them may share an archive, also across processes and while
// it is being written. Between searches it follows the archive; one search sees one revision and reports it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/diff.hpp>
#include <backfile/error.hpp>
#include <backfile/history.hpp>
#include <backfile/query.hpp>
#include <backfile/results.hpp>

namespace backfile {

/// A directory: an archive, or one that holds archives, as those that --split leaves; "tcp://HOST:PORT" of a Xapian server; or "ssh://[USER@]HOST[:PORT]/PATH", where xapian-progsrv is run over ssh.
struct ArchiveLocation {
  std::string where;
};

struct OpenOptions {
  /// How long a remote archive may be silent, when it is connected to and at each question, before the others go on without it. A search with
  /// a deadline waits for a third of that at most.
  std::chrono::milliseconds patience{10'000};
};

enum class Order { relevance, newest, oldest };
enum class CopyHandling { fold, show };
enum class VersionChoice { latest, all };
/// Where facets count a story: at its earliest match, so that buckets sum to the stories; or, for what a share is of, in the bucket of each of
/// its matches, once a bucket: then a story that a query finds by a later copy is among those of that bucket, too.
enum class Placement { earliest, each };

/// Every member has a default, so that a call names what it wants: search(query, {.limit = 5, .order = Order::newest}).
struct SearchOptions {
  std::uint32_t limit = 10;                  ///< hits in this page; 0 counts only
  std::optional<Cursor> after{};             ///< where the page before ended
  Order order = Order::relevance;
  CopyHandling copies = CopyHandling::fold;
  VersionChoice versions = VersionChoice::latest;
  std::optional<Unit> unit{};                ///< what facets count, each at its earliest match; default what `total` counts
  std::vector<Field> facets{};
  Placement placement = Placement::earliest;
  std::uint32_t facet_limit = 20;            ///< values of a non-date facet; the rest becomes `other`
  std::string since{}, until{};              ///< partial dates, inclusive, as in `date:SINCE..UNTIL`; empty = open
  /// Only versions that came into their archive then or later, which has nothing to do with when they were published: a date as in `date:`
  /// (its beginning, UTC) or RFC 3339 with a time. Those of unknown arrival are left out. Not for remote archives: Error(usage).
  std::string new_since{};
  /// Only versions that arrived since the answer was given that told this in Results::seen: exactly what that answer could not see. Of an
  /// archive that it did not ask, all. Error(usage) for a token that is none. Not for remote archives.
  std::optional<Seen> seen{};
  double recency_half_life_days = 0;         ///< from the newest match, down to a floor of .3; 0 = relevance alone
  std::uint32_t snippet_bytes = 280;         ///< 0 = no snippets
  bool explain = false;
  bool captures = false;                     ///< hits say where the captures of their version lie
  bool arrivals = false;                     ///< hits say when they arrived, and the answer what is seen with it; implied by the two above
  std::optional<std::chrono::milliseconds> deadline{};  ///< beyond it: Error(deadline)
};

/// An article as the archive stores it.
struct StoredArticle {
  std::string id, url, site, publisher, title, standfirst, dateline, original, section, language, body, image, source, captured,
      published_from;
  std::vector<std::string> authors, tags;
  std::optional<PartialDate> published, modified;
  std::string digest;       ///< of title and text: 16 hexadecimal digits
  bool superseded = false;  ///< a later version exists
};

/// A way to go on with what is being typed.
struct Completion {
  std::string text;         ///< the whole query, or a title
  bool is_title = false;    ///< of an article, as stored
  std::uint64_t articles = 0;  ///< that have these words, about; of a title: how many of the newest carry it
};

/// What an archive holds.
struct ArchiveInfo {
  std::uint64_t articles = 0, versions = 0, undated = 0;
  std::string first_day, last_day;  ///< known prefixes, empty when nothing is dated
  std::vector<Bucket> sites, languages;
  std::string schema, analyser, revision;
  std::string last_run;             ///< summary line of the last indexing run
};

class BACKFILE_API Searcher {
 public:
  /// Opens archives for searching them as one. Throws Error: not_found, foreign, newer_schema, analyser_mismatch, corrupt, io,
  /// remote. Costs a few milliseconds. Remote archives that do not answer are left out, here and in every call, and tried again half a minute
  /// later; shards() and Results::shards tell. Error(remote) only when none answers.
  [[nodiscard]] static Searcher open(std::span<const ArchiveLocation> archives, const OpenOptions& options = {});
  [[nodiscard]] static Searcher open(std::string_view archive);

  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

  /// Answers `query`. Throws Error: usage (query not ok, unknown date), changed, bad_cursor, deadline, corrupt, io, remote;
  /// the Searcher stays usable. Cost grows with the number of matches, since counts are exact.
  [[nodiscard]] Results search(const Query& query, const SearchOptions& options = {});

  /// Calls `sink` for every stored article that matches, in the order of `options.order`, from one revision. Returns how many.
  /// Stops early when `sink` returns false; what `sink` throws comes back as it is. `options.limit` and `after` are ignored.
  std::uint64_t for_each(const Query& query, const SearchOptions& options,
                         const std::function<bool(const Hit&, const StoredArticle&)>& sink);

  /// The latest stored version at `url` (normalised as the indexer does); nullopt when there is none.
  [[nodiscard]] std::optional<StoredArticle> show(std::string_view url);

  /// Every version of the article at `url` with its captures, oldest first, so that the last is the one that show() gives; empty when
  /// there is none. A text that several archives hold is one version.
  [[nodiscard]] std::vector<Version> history(std::string_view url);

  /// What changed between two versions of the article at `url`. A version is current from one of its captures to the next capture of another
  /// one, so that a text which came back was current twice. Throws Error: not_found (no such article, a single version, none that early),
  /// usage (a date that is none, `from` after `to`), corrupt, io, remote. Cost as history() and diff_words().
  [[nodiscard]] ArticleDiff diff(std::string_view url, const DiffOptions& options = {});

  /// Articles like the one at `url`, best first. Throws Error(not_found).
  [[nodiscard]] Results similar(std::string_view url, const SearchOptions& options = {});

  /// At most `limit` ways to go on with `typed` (words; its last one is not finished): first those that most articles have, in words of titles
  /// without diacritics, then titles with all the words, newest first. Nothing after a space. Costs a few milliseconds; reads the part of
  /// the dictionary that begins like the last word. Throws Error: corrupt, io, remote.
  [[nodiscard]] std::vector<Completion> complete(std::string_view typed, std::uint32_t limit = 10);

  [[nodiscard]] ArchiveInfo info();

  /// What names each archive that answers, in their order: the same through updates, --compact and --rebuild, and wherever it lies; another
  /// for what --merge and --split make. An opaque word.
  [[nodiscard]] std::vector<std::string> identities() const;

  /// How the archives fared in the last call, or in opening them.
  [[nodiscard]] Shards shards() const;

 private:
  class Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
