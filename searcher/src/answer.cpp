#include "searcher/src/answer.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "common/article.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "searcher/src/cursor.hpp"
#include "searcher/src/facets.hpp"
#include "searcher/src/fold.hpp"
#include "searcher/src/history.hpp"
#include "searcher/src/hits.hpp"
#include "searcher/src/neighbours.hpp"
#include "searcher/src/ranking.hpp"

namespace backfile {
namespace {

constexpr int max_reopens = 5;
constexpr double seconds_per_day = 86400;

/// Everything that matches, and how it falls into lines.
struct Lines {
  MatchSet set;
  std::vector<std::uint32_t> reranked;  // the best matches: their scores count neighbours, too
  std::optional<GroupIds> articles;     // which matches are versions of one article; only when versions are listed one by one
  std::uint64_t article_count = 0;
  Grouping lines;
  bool is_folded = false;               // lines are stories
  Grouping stories;                     // only when asked for, and lines are none
  std::optional<Arrivals> arrivals;     // only when asked for
};

/// Ages count from the newest match: an archive's last day is often a misprint in the future, and there is no clock.
void apply_recency(MatchSet& set, double half_life_days) {
  std::uint64_t newest = 0;
  for (std::uint32_t i = 0; i < set.matches.size(); ++i) newest = std::max(newest, set.key(i).instant);
  for (std::uint32_t i = 0; i < set.matches.size(); ++i) {
    const std::uint64_t instant = set.key(i).instant;
    const double age_days = static_cast<double>(newest - instant) / seconds_per_day;
    const double factor = instant == 0 ? undated_recency_factor() : recency_factor(age_days, half_life_days);
    set.matches[i].score = rounded_score(set.matches[i].score * factor);
  }
}

/// Adds to the scores of the best matches what their neighbours are worth; these matches.
std::vector<std::uint32_t> count_neighbours(const Archives& archives, const std::vector<Neighbours>& pairs, MatchSet& set) {
  const NeighbourBonus bonus(archives.merged(), pairs);
  if (bonus.empty()) return {};
  std::vector<std::uint32_t> best = page_of(Grouping(set.matches.size()), set, Order::relevance, nullptr, reranked_matches).lines;
  std::ranges::sort(best);  // as the matches are, by archive and document
  for (std::size_t begin = 0, end = 0; begin < best.size(); begin = end) {
    const auto archive = set.matches[best[begin]].archive;
    std::vector<Xapian::docid> documents;
    for (; end < best.size() && set.matches[best[end]].archive == archive; ++end) documents.push_back(set.matches[best[end]].document);
    const std::vector<double> gains = bonus.of(archives.part(archive).database, documents);
    for (std::size_t i = begin; i < end; ++i) {
      double& score = set.matches[best[i]].score;
      score = rounded_score(score + gains[i - begin]);
    }
  }
  return best;
}

Lines find_lines(const Archives& archives, const Request& request, const Deadline& deadline) {
  const SearchOptions& options = request.options;
  Lines found;
  found.set = collect_matches(archives, request.compiled, deadline);
  if (request.arrivals.wanted) found.arrivals.emplace(archives, request.arrivals);
  if (request.arrivals.filters()) found.arrivals->keep_new(found.set);
  if (request.least_score > 0) found.set.keep_if([&](std::uint32_t i) { return found.set.matches[i].score >= request.least_score; });
  if (effective_order(request) == Order::relevance) found.reranked = count_neighbours(archives, request.compiled.neighbours, found.set);
  if (options.recency_half_life_days > 0 && request.compiled.ranked) apply_recency(found.set, options.recency_half_life_days);
  // Each of several archives may have a latest version of an article.
  if (options.versions == VersionChoice::all || !archives.are_disjoint()) found.articles = read_groups(archives, found.set, schema::slot::article);
  found.article_count = found.articles ? Grouping(found.set, *found.articles).count() : found.set.matches.size();
  found.is_folded = options.copies == CopyHandling::fold;
  found.lines = Grouping(found.set.matches.size());
  if (found.is_folded || options.unit == Unit::stories)
    (found.is_folded ? found.lines : found.stories) = Grouping(found.set, read_groups(archives, found.set, schema::slot::story));
  found.lines.raise_scores(found.set);
  deadline.check();
  return found;
}

/// Which matches a facet counts when each unit counts in every bucket that it has a match in: one of each unit and bucket.
Grouping counted_in_each_bucket(const Archives& archives, const Lines& found, const SearchOptions& options, Field field) {
  const bool stories = options.unit ? *options.unit == Unit::stories : options.copies == CopyHandling::fold;
  if (!stories && (!options.unit || !found.articles)) return Grouping(found.set.matches.size());
  const GroupIds units = stories ? read_groups(archives, found.set, schema::slot::story) : *found.articles;
  GroupIds groups;
  for (std::uint32_t i = 0; i < found.set.matches.size(); ++i) {
    const std::uint64_t unit = units.of(found.set, i);
    groups.ids.push_back(unit == 0 ? 0 : digest64(big_endian64(unit)));
  }
  for_each_value(archives, found.set, all_indices(found.set), slot_of(field), [&](std::uint32_t index, const std::string& value) {
    std::uint64_t& id = groups.ids[index];
    if (id != 0) id = digest64(big_endian64(id).append(bucket_part(field, value)));
  });
  return {found.set, groups};
}

/// Which matches facets count: each stands for one unit.
Grouping counted_matches(const Lines& found, const SearchOptions& options) {
  if (!options.unit) return found.lines;
  if (*options.unit == Unit::stories) return found.is_folded ? found.lines : found.stories;
  return found.articles ? Grouping(found.set, *found.articles) : Grouping(found.set.matches.size());
}

Xapian::Document document_of(const Archives& archives, const Matched& match) {
  return archives.part(match.archive).database.get_document(match.document);
}

Copies copies_of(const Archives& archives, const Lines& found, std::uint32_t representative) {
  Copies copies;
  std::vector<std::uint32_t> others = found.lines.members(representative);
  if (others.size() == 1) return copies;
  // What is alone in its article, or listed without its other versions, is told by its own place.
  using ArticleId = std::pair<std::uint64_t, std::uint32_t>;
  const auto article_of = [&](std::uint32_t i) {
    const std::uint64_t shared = found.articles ? found.articles->of(found.set, i) : 0;
    return shared == 0 ? ArticleId{0, i} : ArticleId{shared, 0};
  };
  std::erase_if(others, [&](std::uint32_t i) { return article_of(i) == article_of(representative); });
  std::ranges::sort(others);
  std::set<ArticleId> distinct;
  for (const std::uint32_t i : others) distinct.insert(article_of(i));
  copies.count = distinct.size();
  std::set<std::string> sites;
  for_each_value(archives, found.set, others, schema::slot::site, [&](std::uint32_t, const std::string& site) { sites.insert(site); });
  copies.sites.assign(sites.begin(), sites.end());
  return copies;
}

/// Copies beyond are not asked for the original: reading a record costs as much as showing it.
constexpr std::size_t most_asked_for_original = 16;

/// What the line's article names as its original, else the earliest of its copies that names one; an address comes before an agency.
std::string original_of(const Archives& archives, const Lines& found, std::uint32_t representative, std::string own) {
  if (is_address_of_original(own)) return own;
  std::vector<std::uint32_t> members = found.lines.members(representative);
  std::erase(members, representative);
  const std::size_t asked = std::min(members.size(), most_asked_for_original);
  std::ranges::partial_sort(members, members.begin() + static_cast<std::ptrdiff_t>(asked),
                            [&](std::uint32_t a, std::uint32_t b) { return is_earlier(found.set.key(a), found.set.key(b)); });
  members.resize(asked);
  for (const std::uint32_t member : members) {
    std::string named = decode_record(document_of(archives, found.set.matches[member]).get_data()).original;
    if (is_address_of_original(named)) return named;
    if (own.empty()) own = std::move(named);
  }
  return own;
}

/// The last line of the page before, if there is one.
std::optional<CursorState> continued_from(const Archives& archives, const Request& request, Results& results) {
  if (!request.options.after) return {};
  CursorState state = decode_cursor(request.options.after->token);
  if (state.query != request.identity) throw Error(Errc::bad_cursor, "the cursor belongs to another query or other options");
  if (state.revision == digest64(archives.revision())) return state;
  if (effective_order(request) == Order::relevance)
    throw Error(Errc::changed, "archive changed since the page before: start again from the first page");
  results.notes.emplace_back("the archive changed since the page before; this page goes on after its last line");
  return state;
}

class HitWriter {
 public:
  HitWriter(const Archives& archives, Stemmers& stemmers, const Request& request)
      : archives_(archives), request_(request), snippets_(request.compiled.highlights, stemmers) {}

  Hit write(const Lines& found, std::uint32_t line, const StoredDocument& document, std::uint64_t rank) {
    Hit hit = make_hit(archives_, document, snippets_, request_.options.snippet_bytes);
    hit.rank = rank;
    hit.score = found.set.matches[line].score;
    hit.copies = copies_of(archives_, found, line);
    if (hit.copies.count > 0) hit.original = original_of(archives_, found, line, std::move(hit.original));
    if (request_.options.captures)
      hit.captures = captures_of(archives_.part(found.set.matches[line].archive).database, document);
    if (found.arrivals) hit.arrived = found.arrivals->arrived(found.set, line);
    if (request_.options.explain && request_.compiled.ranked)
      hit.explanation =
          explain_score(archives_.merged(), request_.compiled.query, ranking_weight(request_.compiled.words), document.unique);
    if (request_.options.explain && std::ranges::find(found.reranked, line) != found.reranked.end())
      explain_neighbours(found.set.matches[line], hit.explanation);
    return hit;
  }

 private:
  void explain_neighbours(const Matched& match, std::vector<std::string>& lines) const {
    const NeighbourBonus bonus(archives_.merged(), request_.compiled.neighbours);
    for (std::string& line : bonus.explain(archives_.part(match.archive).database, match.document)) lines.push_back(std::move(line));
  }

  const Archives& archives_;
  const Request& request_;
  SnippetMaker snippets_;
};

void note_limits(const Archives& archives, const Request& request, Results& results) {
  for (const std::string& note : request.compiled.notes) results.notes.push_back(note);
  if (!archives.are_disjoint() && request.options.versions == VersionChoice::latest)
    results.notes.emplace_back("several archives: the latest version of an article is the latest of each archive");
}

/// Reads the documents of a list one after the other, following a writer that moves on meanwhile. A document is the same one while
/// its sort key is: that holds the instant and a digest of address and text.
class ListReader {
 public:
  ListReader(Archives& archives, const MatchSet& set) : archives_(archives), set_(set) {}

  /// Calls `use` with the document, again when a writer came between.
  template <typename Use>
  void read(std::uint32_t index, Use&& use) {
    for (int attempt = 0;; ++attempt) {
      try {
        const Xapian::Document document = document_of(archives_, set_.matches[index]);
        if (moved_ && document.get_value(schema::slot::newest) != key_text(set_.key(index))) gone();
        return use(read_document(document));
      } catch (const Xapian::DatabaseModifiedError&) {
        if (attempt == max_reopens) throw;
        archives_.refresh();
        moved_ = true;
      } catch (const Xapian::DocNotFoundError&) {
        if (!moved_) throw;
        gone();
      }
    }
  }

 private:
  static std::string key_text(const SortKey& key) { return big_endian64(key.instant) + big_endian64(key.hash); }
  [[noreturn]] static void gone() {
    throw Error(Errc::changed, "archive changed while it was read: an article of the list is gone; start again");
  }

  Archives& archives_;
  const MatchSet& set_;
  bool moved_ = false;
};

}  // namespace

Order effective_order(const Request& request) {
  return request.options.order == Order::relevance && !request.compiled.ranked ? Order::newest : request.options.order;
}

Xapian::Query latest_of_everything() {
  // Xapian's own match-all query is a shared static whose reference count is not atomic.
  const Xapian::Query all(std::string{}), old{std::string(schema::prefix::superseded)};
  return {Xapian::Query::OP_AND_NOT, all, old};
}

Results answer(const Archives& archives, Stemmers& stemmers, const Request& request, const Deadline& deadline) {
  const SearchOptions& options = request.options;
  Results results;
  results.unit = options.copies == CopyHandling::fold ? Unit::stories : Unit::articles;
  results.revision = archives.revision();
  const std::optional<CursorState> before = continued_from(archives, request, results);
  const Lines found = find_lines(archives, request, deadline);
  results.total = found.lines.count();
  results.articles = found.article_count;
  if (found.arrivals) note_seen(archives, request.arrivals, *found.arrivals, results);

  if (!options.facets.empty()) {
    const bool each = options.placement == Placement::each;
    Grouping counted;
    if (!each) counted = counted_matches(found, options);
    for (const Field field : options.facets) {
      if (each) counted = counted_in_each_bucket(archives, found, options, field);
      results.facets.push_back(make_facet(field, count_values(archives, found.set, counted, field), options.facet_limit));
      deadline.check();
    }
  }

  std::uint64_t rank = before ? before->rank : 0;
  const Page page = page_of(found.lines, found.set, effective_order(request), before ? &before->last : nullptr, options.limit);
  HitWriter writer(archives, stemmers, request);
  for (const std::uint32_t line : page.lines) {
    deadline.check();
    const StoredDocument document = read_document(document_of(archives, found.set.matches[line]));
    results.hits.push_back(writer.write(found, line, document, ++rank));
  }
  if (page.more && !page.lines.empty())
    results.next = Cursor{encode_cursor({request.identity, digest64(results.revision), rank, line_key(page.lines.back(), found.set)})};
  note_limits(archives, request, results);
  return results;
}

std::uint64_t answer_each(Archives& archives, Stemmers& stemmers, const Request& request, const Deadline& deadline,
                          const std::function<bool(const Hit&, const StoredArticle&)>& sink) {
  const Lines found = find_lines(archives, request, deadline);
  const Page page = page_of(found.lines, found.set, effective_order(request), nullptr, found.lines.count());
  HitWriter writer(archives, stemmers, request);
  ListReader reader(archives, found.set);
  std::uint64_t rank = 0;
  for (const std::uint32_t line : page.lines) {
    deadline.check();
    Hit hit;
    StoredArticle article;
    ++rank;
    reader.read(line, [&](StoredDocument document) {
      hit = writer.write(found, line, document, rank);
      article = stored_article(std::move(document));
    });
    if (!sink(hit, article)) break;
  }
  return rank;
}

std::vector<Facet> count_everything(const Archives& archives, const std::vector<Field>& fields, std::uint64_t& articles) {
  CompiledQuery everything;
  everything.query = latest_of_everything();
  const MatchSet set = collect_matches(archives, everything, Deadline());
  articles = set.matches.size();
  const Grouping each(set.matches.size());
  std::vector<Facet> facets;
  for (const Field field : fields)
    facets.push_back(make_facet(field, count_values(archives, set, each, field), static_cast<std::size_t>(-1)));
  return facets;
}

}  // namespace backfile
