#include "searcher/src/remote.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/digest.hpp"
#include "common/schema.hpp"
#include "searcher/src/cursor.hpp"
#include "searcher/src/facets.hpp"
#include "searcher/src/history.hpp"
#include "searcher/src/hits.hpp"
#include "searcher/src/neighbours.hpp"
#include "searcher/src/ranking.hpp"

namespace backfile {
namespace {

// Lines of an export fetched at a time.
constexpr Xapian::doccount export_chunk = 1000;
constexpr double seconds_per_day = 86400;

/// Whether an archive that cannot match is asked nevertheless: for its share in the statistics by which the others' matches are weighed.
enum class Scores { wanted, unwanted };

/// What is only counted needs none.
Scores scores_for(const Request& request, Xapian::doccount limit) {
  return (request.compiled.ranked && limit > 0) || request.least_score > 0 ? Scores::wanted : Scores::unwanted;
}

/// The archives to ask, as one database.
class Asked {
 public:
  Asked(const Archives& archives, const Xapian::Query& query, Scores scores) {
    const std::vector<std::size_t> matching = archives.parts_that_may_match(query);
    if (scores == Scores::wanted && !matching.empty()) {
      database_ = archives.merged();
      return;
    }
    for (const std::size_t i : matching) database_.add_database(archives.part(i).database);
    // Xapian searches no database that is none.
    if (matching.empty()) database_ = Xapian::Database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    left_alone_ = archives.size() - matching.size();
  }
  [[nodiscard]] const Xapian::Database& database() const { return database_; }
  [[nodiscard]] std::uint64_t left_alone() const { return left_alone_; }

 private:
  Xapian::Database database_;
  std::uint64_t left_alone_ = 0;
};

/// One prepared search.
class RemoteSearch {
 public:
  RemoteSearch(const Archives& archives, const Request& request, Scores scores, const Deadline& deadline)
      : asked_(archives, request.compiled.query, scores), enquire_(asked_.database()), deadline_(deadline) {
    enquire_.set_query(request.compiled.query);
    if (scores == Scores::wanted)
      enquire_.set_weighting_scheme(ranking_weight(request.compiled.words));
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
    const Xapian::MSet found = enquire_.get_mset(first, limit, asked_.database().get_doccount());
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

  [[nodiscard]] std::uint64_t left_alone() const { return asked_.left_alone(); }

 private:
  Asked asked_;
  Xapian::Enquire enquire_;
  const Deadline& deadline_;
  std::map<schema::slot::Slot, Xapian::ValueCountMatchSpy> spies_;
};

/// A line of the answer.
struct Line {
  Xapian::MSetIterator place;
  double score = 0;
  std::string key;  // of sorting among equal scores
  bool reranked = false;
};

bool by_score(const Line& a, const Line& b) { return a.score != b.score ? a.score > b.score : a.key > b.key; }

/// Adds to the best matches' scores what their neighbours are worth: one more search, limited to these by their sort keys.
void count_neighbours(const Archives& archives, const NeighbourBonus& bonus, std::vector<Line>& best) {
  std::vector<Xapian::Query> documents;
  for (const Line& line : best) documents.emplace_back(Xapian::Query::OP_VALUE_RANGE, schema::slot::newest, line.key, line.key);
  Xapian::Enquire enquire(archives.merged());
  enquire.set_weighting_scheme(Xapian::CoordWeight());
  enquire.set_query(bonus.query({Xapian::Query::OP_OR, documents.begin(), documents.end()}));
  // An archive may hold what another has, too.
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(best.size() * archives.size()));
  std::map<Xapian::docid, double> added;
  for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i) added[*i] = i.get_weight();
  for (Line& line : best) {
    line.reranked = true;
    if (const auto it = added.find(*line.place); it != added.end()) line.score = rounded_score(line.score + it->second);
  }
  std::ranges::stable_sort(best, by_score);
}

/// What age leaves of scores, counted from the newest match as the local way has it.
class Recency {
 public:
  Recency(const Archives& archives, const Request& request)
      : half_life_days_(request.compiled.ranked ? request.options.recency_half_life_days : 0) {
    if (none()) return;
    Xapian::Enquire enquire(archives.merged());
    enquire.set_query(request.compiled.query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_sort_by_value(schema::slot::newest, true);
    const Xapian::MSet newest = enquire.get_mset(0, 1);
    if (!newest.empty()) newest_ = instant_of(newest.begin().get_sort_key());
  }
  [[nodiscard]] bool none() const { return half_life_days_ <= 0; }
  [[nodiscard]] double aged(double score, const std::string& key) const {
    const std::uint64_t instant = instant_of(key);
    if (instant == 0) return rounded_score(score * undated_recency_factor());
    return rounded_score(score * recency_factor(static_cast<double>(newest_ - instant) / seconds_per_day, half_life_days_));
  }

 private:
  static std::uint64_t instant_of(std::string_view key) { return key.size() == 16 ? from_big_endian64(key.substr(0, 8)) : 0; }

  double half_life_days_;
  std::uint64_t newest_ = 0;
};

/// The key by which equal scores are ordered; it tells the age, too. Searches for the oldest are sorted by another.
std::string sort_key(const Xapian::MSetIterator& i, const Request& request) {
  return effective_order(request) == Order::oldest && request.options.recency_half_life_days > 0 ? i.get_document().get_value(schema::slot::newest)
                                                                                                 : i.get_sort_key();
}

/// What a search found, ranked anew: the best by their neighbours, then all by their age.
std::vector<Line> ranked_anew(const Archives& archives, const Xapian::MSet& found, const NeighbourBonus& bonus, const Recency& recency,
                              const Request& request) {
  std::vector<Line> lines;
  for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i)
    lines.push_back({i, rounded_score(i.get_weight()), sort_key(i, request), false});
  if (!bonus.empty() && !lines.empty()) {
    std::vector<Line> best(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), reranked_matches)));
    count_neighbours(archives, bonus, best);
    std::ranges::copy(best, lines.begin());
  }
  if (recency.none()) return lines;
  for (Line& line : lines) line.score = recency.aged(line.score, line.key);
  if (effective_order(request) == Order::relevance) std::ranges::stable_sort(lines, by_score);
  return lines;
}

/// Age only takes: what was not fetched has at most the weight of the last that was.
bool is_settled(const std::vector<Line>& lines, std::size_t wanted, const Xapian::MSet& found, std::uint64_t total) {
  if (lines.size() >= total || found.empty()) return true;
  return lines.size() >= wanted && lines[wanted - 1].score > found.back().get_weight();
}

/// Lines of the answer from `first` on, at most `limit`; `total` is set to how many there are.
std::vector<Line> find_lines(const Archives& archives, const Request& request, RemoteSearch& search, const Deadline& deadline,
                             Xapian::doccount first, Xapian::doccount limit, std::uint64_t& total) {
  const bool by_relevance = limit > 0 && effective_order(request) == Order::relevance;
  const Recency recency(archives, request);
  const bool aged = by_relevance && !recency.none();
  const bool near_the_top = by_relevance && (aged || first < reranked_matches);
  const NeighbourBonus bonus(archives.merged(), near_the_top ? request.compiled.neighbours : std::vector<Neighbours>());
  // The best are ranked anew together, whichever of them are wanted.
  const bool from_the_top = aged || !bonus.empty();
  const Xapian::doccount begin = from_the_top ? 0 : first, wanted = first + limit;
  Xapian::doccount end = from_the_top ? std::max(wanted, static_cast<Xapian::doccount>(reranked_matches)) : wanted;
  Xapian::MSet found = search.run(begin, end - begin);
  // Exact, since everything was checked.
  total = found.get_matches_estimated();
  std::vector<Line> lines = ranked_anew(archives, found, bonus, recency, request);
  while (aged && limit > 0 && !is_settled(lines, wanted, found, total)) {
    end = static_cast<Xapian::doccount>(std::min<std::uint64_t>(total, std::uint64_t{end} * 4));
    found = RemoteSearch(archives, request, Scores::wanted, deadline).run(0, end);
    lines = ranked_anew(archives, found, bonus, recency, request);
  }
  if (!from_the_top) return lines;
  lines.resize(std::min<std::size_t>(lines.size(), wanted));
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(lines.size(), first)));
  return lines;
}

Hit hit_at(const Archives& archives, const Request& request, SnippetMaker& snippets, const Line& line, const StoredDocument& document) {
  Hit hit = make_hit(archives, document, snippets, request.options.snippet_bytes);
  hit.score = line.score;
  if (request.options.captures) hit.captures = captures_of(archives.part(archives.place_of(*line.place).part).database, document);
  if (!request.options.explain || !request.compiled.ranked) return hit;
  hit.explanation = explain_score(archives.merged(), request.compiled.query, ranking_weight(request.compiled.words), document.unique);
  if (!line.reranked) return hit;
  const NeighbourBonus bonus(archives.merged(), request.compiled.neighbours);
  for (std::string& part : bonus.explain(archives.merged(), *line.place)) hit.explanation.push_back(std::move(part));
  return hit;
}

/// How many lines the pages before had.
std::uint64_t lines_before(const Archives& archives, const Request& request) {
  if (!request.options.after) return 0;
  const CursorState state = decode_cursor(request.options.after->token);
  if (state.query != request.identity) throw Error(Errc::bad_cursor, "the cursor belongs to another query or other options");
  if (state.revision != digest64(archives.revision()))
    throw Error(Errc::changed, "archive changed since the page before, or others answer than did: start again from the first page");
  return state.rank;
}

std::vector<std::string> notes_for(const Archives& archives, const Request& request) {
  std::vector<std::string> notes = request.compiled.notes;
  const SearchOptions& options = request.options;
  if (options.copies == CopyHandling::fold || options.unit == Unit::stories)
    notes.emplace_back("remote archives count articles, not stories");
  if (!archives.are_disjoint() && options.versions == VersionChoice::latest)
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

  RemoteSearch search(archives, request, scores_for(request, options.limit), deadline);
  for (const Field field : options.facets) search.count(slot_of(field));
  // Each of several archives may have a latest version of an article.
  const bool several_versions = options.versions == VersionChoice::all || !archives.are_disjoint();
  if (several_versions) search.count(schema::slot::article);
  const std::vector<Line> found =
      find_lines(archives, request, search, deadline, static_cast<Xapian::doccount>(before), options.limit, results.total);
  results.articles = several_versions ? search.distinct(schema::slot::article) : results.total;
  for (const Field field : options.facets)
    results.facets.push_back(make_facet(field, search.counts(field, results.total), options.facet_limit));

  results.shards.not_asked = search.left_alone();

  SnippetMaker snippets(request.compiled.highlights, stemmers);
  for (const Line& line : found) {
    results.hits.push_back(hit_at(archives, request, snippets, line, read_document(line.place.get_document())));
    results.hits.back().rank = before + results.hits.size();
  }
  const std::uint64_t rank = before + results.hits.size();
  if (!results.hits.empty() && rank < results.total)
    results.next = Cursor{encode_cursor({request.identity, digest64(results.revision), rank, {}})};
  return results;
}

std::uint64_t answer_each_remote(const Archives& archives, Stemmers& stemmers, const Request& request, const Deadline& deadline,
                                 const std::function<bool(const Hit&, const StoredArticle&)>& sink) {
  RemoteSearch search(archives, request, scores_for(request, export_chunk), deadline);
  SnippetMaker snippets(request.compiled.highlights, stemmers);
  std::uint64_t count = 0;
  for (Xapian::doccount first = 0;; first += export_chunk) {
    std::uint64_t total = 0;
    const std::vector<Line> found = find_lines(archives, request, search, deadline, first, export_chunk, total);
    for (const Line& line : found) {
      StoredDocument document = read_document(line.place.get_document());
      Hit hit = hit_at(archives, request, snippets, line, document);
      hit.rank = ++count;
      if (!sink(hit, stored_article(std::move(document)))) return count;
    }
    if (found.size() < export_chunk) return count;
  }
}

std::vector<Facet> count_everything_remote(const Archives& archives, const std::vector<Field>& fields, std::uint64_t& articles) {
  Request request;
  request.compiled.query = latest_of_everything();
  const Deadline deadline;
  RemoteSearch search(archives, request, Scores::unwanted, deadline);
  for (const Field field : fields) search.count(slot_of(field));
  articles = search.run(0, 0).get_matches_estimated();
  std::vector<Facet> facets;
  for (const Field field : fields) facets.push_back(make_facet(field, search.counts(field, articles), static_cast<std::size_t>(-1)));
  return facets;
}

}  // namespace backfile
