#include "searcher/src/remote.hpp"

#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "common/digest.hpp"
#include "common/schema.hpp"
#include "searcher/src/cursor.hpp"
#include "searcher/src/facets.hpp"
#include "searcher/src/hits.hpp"
#include "searcher/src/ranking.hpp"

namespace backfile {
namespace {

// Lines of an export fetched at a time.
constexpr Xapian::doccount export_chunk = 1000;

/// One prepared search over all archives.
class RemoteSearch {
 public:
  RemoteSearch(const Archives& archives, const Request& request, const Deadline& deadline)
      : archives_(archives), enquire_(archives.merged()), deadline_(deadline) {
    enquire_.set_query(request.compiled.query);
    if (request.compiled.ranked)
      enquire_.set_weighting_scheme(ranking_weight());
    else
      enquire_.set_weighting_scheme(Xapian::BoolWeight());
    if (request.least_score > 0) enquire_.set_cutoff(0, request.least_score);
    switch (effective_order(request)) {
      case Order::relevance: enquire_.set_sort_by_relevance_then_value(schema::slot::newest, true); break;
      case Order::newest: enquire_.set_sort_by_value_then_relevance(schema::slot::newest, true); break;
      case Order::oldest: enquire_.set_sort_by_value_then_relevance(schema::slot::oldest, true); break;
    }
    if (const double seconds = deadline.seconds_left(); seconds > 0) enquire_.set_time_limit(seconds);
  }

  /// Values of this slot will be counted.
  void count(schema::slot::Slot slot) {
    if (spies_.contains(slot)) return;
    spies_.try_emplace(slot, slot);
    enquire_.add_matchspy(&spies_.at(slot));
  }

  Xapian::MSet run(Xapian::doccount first, Xapian::doccount limit) {
    const Xapian::MSet found = enquire_.get_mset(first, limit, archives_.merged().get_doccount());
    deadline_.check();
    return found;
  }

  [[nodiscard]] ValueCounts counts(Field field, std::uint64_t total) const {
    const Xapian::ValueCountMatchSpy& spy = spies_.at(slot_of(field));
    ValueCounts counts;
    std::uint64_t present = 0;
    for (Xapian::TermIterator value = spy.values_begin(); value != spy.values_end(); ++value) {
      present += value.get_termfreq();
      count_value(counts, field, *value, value.get_termfreq());
    }
    counts.absent += total - present;
    return counts;
  }

  [[nodiscard]] std::uint64_t distinct(schema::slot::Slot slot) const {
    const Xapian::ValueCountMatchSpy& spy = spies_.at(slot);
    return static_cast<std::uint64_t>(std::distance(spy.values_begin(), spy.values_end()));
  }

 private:
  const Archives& archives_;
  Xapian::Enquire enquire_;
  const Deadline& deadline_;
  std::map<schema::slot::Slot, Xapian::ValueCountMatchSpy> spies_;
};

Hit hit_at(const Archives& archives, const Request& request, SnippetMaker& snippets, const Xapian::MSetIterator& place,
           const StoredDocument& document) {
  Hit hit = make_hit(archives, document, snippets, request.options.snippet_bytes);
  hit.rank = place.get_rank() + 1;
  hit.score = rounded_score(place.get_weight());
  if (request.options.explain && request.compiled.ranked)
    hit.explanation = explain_score(archives.merged(), request.compiled.query, document.unique);
  return hit;
}

/// How many lines the pages before had.
std::uint64_t lines_before(const Archives& archives, const Request& request) {
  if (!request.options.after) return 0;
  const CursorState state = decode_cursor(request.options.after->token);
  if (state.query != request.identity) throw Error(Errc::bad_cursor, "the cursor belongs to another query or other options");
  if (state.revision != digest64(archives.revision()))
    throw Error(Errc::changed, "archive changed since the page before: start again from the first page");
  return state.rank;
}

std::vector<std::string> notes_for(const Archives& archives, const Request& request) {
  std::vector<std::string> notes = request.compiled.notes;
  const SearchOptions& options = request.options;
  if (options.copies == CopyHandling::fold || options.unit == Unit::stories)
    notes.emplace_back("remote archives count articles, not stories");
  if (options.recency_half_life_days > 0) notes.emplace_back("remote archives rank without recency");
  if (archives.size() > 1 && options.versions == VersionChoice::latest)
    notes.emplace_back("several archives: the latest version of an article is the latest of each archive");
  return notes;
}

}  // namespace

Results answer_remote(const Archives& archives, Stemmers& stemmers, const Request& request, const Deadline& deadline) {
  const SearchOptions& options = request.options;
  Results results;
  results.unit = Unit::articles;
  results.revision = archives.revision();
  results.notes = notes_for(archives, request);
  const std::uint64_t before = lines_before(archives, request);

  RemoteSearch search(archives, request, deadline);
  for (const Field field : options.facets) search.count(slot_of(field));
  if (options.versions == VersionChoice::all) search.count(schema::slot::article);
  const Xapian::MSet found = search.run(static_cast<Xapian::doccount>(before), options.limit);
  // Exact, since everything was checked.
  results.total = found.get_matches_estimated();
  results.articles = options.versions == VersionChoice::all ? search.distinct(schema::slot::article) : results.total;
  for (const Field field : options.facets)
    results.facets.push_back(make_facet(field, search.counts(field, results.total), options.facet_limit));

  SnippetMaker snippets(request.compiled.highlights, stemmers);
  for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i)
    results.hits.push_back(hit_at(archives, request, snippets, i, read_document(i.get_document())));
  const std::uint64_t rank = before + results.hits.size();
  if (!results.hits.empty() && rank < results.total)
    results.next = Cursor{encode_cursor({request.identity, digest64(results.revision), rank, {}})};
  return results;
}

std::uint64_t answer_each_remote(const Archives& archives, Stemmers& stemmers, const Request& request, const Deadline& deadline,
                                 const std::function<bool(const Hit&, const StoredArticle&)>& sink) {
  RemoteSearch search(archives, request, deadline);
  SnippetMaker snippets(request.compiled.highlights, stemmers);
  std::uint64_t count = 0;
  for (Xapian::doccount first = 0;; first += export_chunk) {
    const Xapian::MSet found = search.run(first, export_chunk);
    for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i, ++count) {
      StoredDocument document = read_document(i.get_document());
      const Hit hit = hit_at(archives, request, snippets, i, document);
      if (!sink(hit, stored_article(std::move(document)))) return count + 1;
    }
    if (found.size() < export_chunk) return count;
  }
}

std::vector<Facet> count_everything_remote(const Archives& archives, const std::vector<Field>& fields, std::uint64_t& articles) {
  Request request;
  request.compiled.query = latest_of_everything();
  const Deadline deadline;
  RemoteSearch search(archives, request, deadline);
  for (const Field field : fields) search.count(slot_of(field));
  articles = search.run(0, 0).get_matches_estimated();
  std::vector<Facet> facets;
  for (const Field field : fields) facets.push_back(make_facet(field, search.counts(field, articles), static_cast<std::size_t>(-1)));
  return facets;
}

}  // namespace backfile
