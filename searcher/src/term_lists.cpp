#include "searcher/src/term_lists.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "searcher/src/term_scorer.hpp"

namespace backfile {
namespace {

/// What a part of a query is wanted for: its documents alone, or their weights, too.
enum class Use { filter, weigh };

std::vector<Xapian::Query> parts_of(const Xapian::Query& query) {
  std::vector<Xapian::Query> parts;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) parts.push_back(query.get_subquery(i));
  return parts;
}

bool is_term(const Xapian::Query& query) { return query.get_type() == Xapian::Query::LEAF_TERM; }
bool is_leaf(const Xapian::Query& query) { return is_term(query) || query.get_type() == Xapian::Query::LEAF_MATCH_ALL; }

/// Made of what the lists below can do.
bool is_plain(const Xapian::Query& query, Use use) {
  if (query.empty()) return use == Use::filter;
  const auto all_are_plain = [&] { return std::ranges::all_of(parts_of(query), [&](const Xapian::Query& part) { return is_plain(part, use); }); };
  switch (query.get_type()) {
    case Xapian::Query::LEAF_TERM: return true;  // however often it stands there: without k3 that says nothing
    case Xapian::Query::LEAF_MATCH_ALL: return use == Use::filter;
    case Xapian::Query::OP_AND:
    case Xapian::Query::OP_OR: return all_are_plain();
    case Xapian::Query::OP_FILTER:
    case Xapian::Query::OP_AND_NOT:
      return query.get_num_subqueries() == 2 && is_plain(query.get_subquery(0), use) && is_plain(query.get_subquery(1), Use::filter);
    case Xapian::Query::OP_SYNONYM: return use == Use::filter ? all_are_plain() : std::ranges::all_of(parts_of(query), is_term);
    case Xapian::Query::OP_SCALE_WEIGHT: return use == Use::filter && all_are_plain();
    default: return false;
  }
}

/// "" for all documents.
std::string term_of(const Xapian::Query& query) {
  return is_term(query) ? *query.get_terms_begin() : std::string();
}

/// The lists of one archive, by document number.
class Lists {
 public:
  Lists(const Archives& archives, std::uint32_t part, const TermScorer* scorer, const Deadline& deadline)
      : database_(archives.part(part).database), part_(part), scorer_(scorer), deadline_(deadline) {
    if (scorer_) lengths_ = *archives.part(part).columns->lengths();
  }

  std::vector<Matched> find(const Xapian::Query& query, Use use) const {
    if (query.empty()) return {};
    deadline_.check();
    switch (query.get_type()) {
      case Xapian::Query::OP_AND: return all_of(query, use);
      case Xapian::Query::OP_OR: return any_of(parts_of(query), use);
      case Xapian::Query::OP_SYNONYM: return use == Use::filter ? any_of(parts_of(query), use) : synonym(query);
      case Xapian::Query::OP_SCALE_WEIGHT: return find(query.get_subquery(0), use);
      case Xapian::Query::OP_FILTER: return kept(find(query.get_subquery(0), use), query.get_subquery(1), true);
      case Xapian::Query::OP_AND_NOT: return kept(find(query.get_subquery(0), use), query.get_subquery(1), false);
      default: return postings(term_of(query), use);
    }
  }

 private:
  static constexpr std::size_t postings_between_looks = 1 << 16;  // at the clock
  static constexpr std::size_t most_cursors = 16;                 // each is looked at for each document
  static constexpr std::uint64_t sparse_share = 16;               // with fewer postings than this share of the documents, sorting beats an array

  [[nodiscard]] double score(Use use, double term_weight, const Xapian::PostingIterator& posting, Xapian::docid document) const {
    return use == Use::weigh ? scorer_->weight(term_weight, posting.get_wdf(), lengths_[document]) : 0;
  }
  [[nodiscard]] double term_weight(Use use, const std::string& term) const { return use == Use::weigh ? scorer_->term_weight(term) : 0; }

  [[nodiscard]] std::vector<Matched> postings(const std::string& term, Use use) const {
    std::vector<Matched> found;
    found.reserve(frequency(term));
    const double weight = term_weight(use, term);
    const Xapian::PostingIterator end = database_.postlist_end(term);
    for (Xapian::PostingIterator posting = database_.postlist_begin(term); posting != end; ++posting) {
      const Xapian::docid document = *posting;
      found.push_back({part_, document, score(use, weight, posting, document)});
      if (found.size() % postings_between_looks == 0) deadline_.check();
    }
    return found;
  }

  [[nodiscard]] Xapian::doccount frequency(const std::string& term) const {
    return term.empty() ? database_.get_doccount() : database_.get_termfreq(term);
  }

  /// How many documents a part has at most.
  [[nodiscard]] std::uint64_t most(const Xapian::Query& query) const {
    if (query.empty()) return 0;
    if (is_leaf(query)) return frequency(term_of(query));
    std::uint64_t sum = 0, least = database_.get_doccount();
    for (const Xapian::Query& part : parts_of(query)) {
      const std::uint64_t count = most(part);
      sum += count;
      least = std::min(least, count);
    }
    if (query.get_type() == Xapian::Query::OP_AND || query.get_type() == Xapian::Query::OP_FILTER) return least;
    return query.get_type() == Xapian::Query::OP_AND_NOT ? most(query.get_subquery(0)) : sum;
  }

  [[nodiscard]] std::vector<Matched> all_of(const Xapian::Query& query, Use use) const {
    std::vector<Xapian::Query> parts = parts_of(query);
    std::ranges::stable_sort(parts, {}, [&](const Xapian::Query& part) { return most(part); });
    std::vector<Matched> found = find(parts.front(), use);
    for (std::size_t i = 1; i < parts.size() && !found.empty(); ++i) {
      if (is_leaf(parts[i]))
        intersect(found, term_of(parts[i]), use);
      else
        intersect(found, find(parts[i], use));
    }
    return found;
  }

  /// Keeps what has the term, too, and adds its weight.
  void intersect(std::vector<Matched>& found, const std::string& term, Use use) const {
    const double weight = term_weight(use, term);
    std::size_t kept = 0;
    at_matches(found, term, [&](std::size_t i, const Xapian::PostingIterator& posting) {
      const Matched match = found[i];
      found[kept++] = {part_, match.document, match.score + score(use, weight, posting, match.document)};
    });
    found.resize(kept);
  }

  static void intersect(std::vector<Matched>& found, const std::vector<Matched>& others) {
    std::size_t kept = 0;
    auto other = others.begin();
    for (const Matched& match : found) {
      while (other != others.end() && other->document < match.document) ++other;
      if (other == others.end()) break;
      if (other->document == match.document) found[kept++] = {match.archive, match.document, match.score + other->score};
    }
    found.resize(kept);
  }

  /// A wildcard may stand for very many terms.
  [[nodiscard]] std::vector<Matched> any_of(std::span<const Xapian::Query> parts, Use use) const {
    if (parts.size() == 1) return find(parts.front(), use);
    if (parts.size() <= most_cursors && std::ranges::all_of(parts, is_leaf)) return any_of_terms(parts, use);
    if (use == Use::filter && std::ranges::all_of(parts, is_term)) return documents_with(parts);
    const std::size_t half = parts.size() / 2;
    return joined(any_of(parts.first(half), use), any_of(parts.subspan(half), use));
  }

  /// Where a pass through a term's postings stands.
  struct Cursor {
    Xapian::PostingIterator posting, end;
    double weight;
    Xapian::docid document;
    static constexpr Xapian::docid past = static_cast<Xapian::docid>(-1);
    void settle() { document = posting == end ? past : *posting; }
  };

  static Xapian::docid least(const std::vector<Cursor>& cursors) {
    Xapian::docid least = Cursor::past;
    for (const Cursor& cursor : cursors) least = std::min(least, cursor.document);
    return least;
  }

  [[nodiscard]] std::vector<Matched> any_of_terms(std::span<const Xapian::Query> terms, Use use) const {
    std::vector<Cursor> cursors;
    std::uint64_t postings = 0;
    for (const Xapian::Query& query : terms) {
      const std::string term = term_of(query);
      postings += frequency(term);
      cursors.push_back({database_.postlist_begin(term), database_.postlist_end(term), term_weight(use, term), 0});
      cursors.back().settle();
    }
    std::vector<Matched> found;
    found.reserve(std::min<std::uint64_t>(postings, database_.get_doccount()));
    for (;;) {
      const Xapian::docid document = least(cursors);
      if (document == Cursor::past) return found;
      double sum = 0;
      for (Cursor& cursor : cursors) {
        if (cursor.document != document) continue;
        sum += score(use, cursor.weight, cursor.posting, document);
        ++cursor.posting;
        cursor.settle();
      }
      found.push_back({part_, document, sum});
      if (found.size() % postings_between_looks == 0) deadline_.check();
    }
  }

  /// How often any of the terms stands in a document weighs as one term.
  [[nodiscard]] std::vector<Matched> synonym(const Xapian::Query& query) const {
    const std::vector<Xapian::Query> terms = parts_of(query);
    std::vector<Matched> found = occurrences(terms);
    std::vector<std::string> names;
    for (const Xapian::Query& term : terms) names.push_back(term_of(term));
    const double weight = scorer_->synonym_weight(names);
    for (Matched& match : found) match.score = scorer_->weight(weight, match.score, lengths_[match.document]);
    return found;
  }

  [[nodiscard]] std::vector<Matched> documents_with(std::span<const Xapian::Query> terms) const {
    std::vector<Matched> found = occurrences(terms);
    for (Matched& match : found) match.score = 0;
    return found;
  }

  /// Documents with any of the terms, and for a score how often they occur.
  [[nodiscard]] std::vector<Matched> occurrences(std::span<const Xapian::Query> terms) const {
    std::uint64_t postings = 0;
    for (const Xapian::Query& term : terms) postings += frequency(term_of(term));
    std::vector<Matched> found;
    if (postings < database_.get_lastdocid() / sparse_share) {
      each_posting(terms, [&](Xapian::docid document, Xapian::termcount wdf) { found.push_back({part_, document, static_cast<double>(wdf)}); });
      std::ranges::sort(found, {}, &Matched::document);
      merge_equal(found);
      return found;
    }
    constexpr std::uint32_t absent = 0;
    std::vector<std::uint32_t> counts(database_.get_lastdocid() + std::size_t{1}, absent);  // wdf + 1
    each_posting(terms, [&](Xapian::docid document, Xapian::termcount wdf) { counts[document] += counts[document] == absent ? wdf + 1 : wdf; });
    found.reserve(std::min<std::uint64_t>(postings, database_.get_doccount()));
    for (Xapian::docid document = 1; document < counts.size(); ++document)
      if (counts[document] != absent) found.push_back({part_, document, static_cast<double>(counts[document] - 1)});
    return found;
  }

  template <typename Take>
  void each_posting(std::span<const Xapian::Query> terms, Take&& take) const {
    for (const Xapian::Query& query : terms) {
      deadline_.check();
      const std::string term = term_of(query);
      const Xapian::PostingIterator end = database_.postlist_end(term);
      for (Xapian::PostingIterator posting = database_.postlist_begin(term); posting != end; ++posting) take(*posting, posting.get_wdf());
    }
  }

  static void merge_equal(std::vector<Matched>& sorted) {
    std::size_t kept = 0;
    for (const Matched& match : sorted) {
      if (kept > 0 && sorted[kept - 1].document == match.document)
        sorted[kept - 1].score += match.score;
      else
        sorted[kept++] = match;
    }
    sorted.resize(kept);
  }

  static std::vector<Matched> joined(const std::vector<Matched>& a, const std::vector<Matched>& b) {
    std::vector<Matched> joined;
    joined.reserve(a.size() + b.size());
    auto i = a.begin(), j = b.begin();
    while (i != a.end() && j != b.end()) {
      if (i->document < j->document)
        joined.push_back(*i++);
      else if (j->document < i->document)
        joined.push_back(*j++);
      else {
        joined.push_back({i->archive, i->document, i->score + j->score});
        ++i, ++j;
      }
    }
    joined.insert(joined.end(), i, a.end());
    joined.insert(joined.end(), j, b.end());
    return joined;
  }

  /// Those that `query` holds, or does not.
  [[nodiscard]] std::vector<Matched> kept(std::vector<Matched> found, const Xapian::Query& query, bool wanted) const {
    const std::vector<bool> held = holds(query, found);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
      if (held[i] == wanted) found[kept++] = found[i];
    found.resize(kept);
    return found;
  }

  /// Which of the matches a filter holds.
  [[nodiscard]] std::vector<bool> holds(const Xapian::Query& query, const std::vector<Matched>& found) const {
    std::vector<bool> held(found.size(), false);
    if (query.empty()) return held;
    if (is_leaf(query)) {
      at_matches(found, term_of(query), [&](std::size_t i, const Xapian::PostingIterator&) { held[i] = true; });
      return held;
    }
    const std::vector<Xapian::Query> parts = parts_of(query);
    // Looking for each match in each of the lists pays while there are few matches.
    if (most(query) < found.size() * parts.size()) return listed(find(query, Use::filter), found);
    const auto type = query.get_type();
    const bool excludes = type == Xapian::Query::OP_AND_NOT, all = excludes || type == Xapian::Query::OP_AND || type == Xapian::Query::OP_FILTER;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const std::vector<bool> also = holds(parts[part], found);
      const bool turned = excludes && part > 0;
      for (std::size_t i = 0; i < found.size(); ++i) held[i] = part == 0 ? also[i] : all ? held[i] && also[i] != turned : held[i] || also[i];
    }
    return held;
  }

  static std::vector<bool> listed(const std::vector<Matched>& list, const std::vector<Matched>& found) {
    std::vector<bool> held(found.size(), false);
    auto item = list.begin();
    for (std::size_t i = 0; i < found.size(); ++i) {
      while (item != list.end() && item->document < found[i].document) ++item;
      held[i] = item != list.end() && item->document == found[i].document;
    }
    return held;
  }

  /// Calls `take` with the place and the posting of each match that has the term.
  template <typename Take>
  void at_matches(const std::vector<Matched>& found, const std::string& term, Take&& take) const {
    deadline_.check();
    Xapian::PostingIterator posting = database_.postlist_begin(term);
    const Xapian::PostingIterator end = database_.postlist_end(term);
    for (std::size_t i = 0; i < found.size() && posting != end; ++i) {
      const Xapian::docid document = found[i].document;
      if (*posting < document) posting.skip_to(document);
      if (posting == end) break;
      if (*posting == document) take(i, posting);
    }
  }

  const Xapian::Database& database_;
  std::uint32_t part_;
  const TermScorer* scorer_;
  const Deadline& deadline_;
  std::span<const std::uint32_t> lengths_;
};

bool has_lengths(const Archives& archives) {
  for (std::size_t i = 0; i < archives.size(); ++i)
    if (!archives.part(i).columns || !archives.part(i).columns->lengths()) return false;
  return true;
}

}  // namespace

std::optional<std::vector<Matched>> match_term_lists(const Archives& archives, const CompiledQuery& compiled, const Deadline& deadline) {
  const Use use = compiled.ranked ? Use::weigh : Use::filter;
  if (!is_plain(compiled.query, use) || (compiled.ranked && !has_lengths(archives))) return std::nullopt;
  std::optional<TermScorer> scorer;
  if (compiled.ranked) scorer.emplace(archives.merged(), compiled.words);
  std::vector<Matched> all;
  for (std::uint32_t part = 0; part < archives.size(); ++part) {
    std::vector<Matched> found = Lists(archives, part, scorer ? &*scorer : nullptr, deadline).find(compiled.query, use);
    if (all.empty())
      all = std::move(found);
    else
      all.insert(all.end(), found.begin(), found.end());
  }
  for (Matched& match : all) match.score = rounded_score(match.score);
  return all;
}

}  // namespace backfile
