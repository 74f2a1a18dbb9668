// Tree -> Xapian query. A word weighs by its stem in each language of the archive (joined as synonyms, so that a word
// counts once), a quoted word by its exact form; fields of whole values and dates only filter. What limits the work is
// decided before the tree is built: which words stay when there are too many, and how wildcards share their expansions.
#include "searcher/src/query_compile.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "searcher/src/query_ast.hpp"
#include "searcher/src/query_parser.hpp"
#include "searcher/src/query_plan.hpp"
#include "searcher/src/query_terms.hpp"

namespace backfile {
namespace {

namespace prefix = schema::prefix;
using detail::NodeKind;
using detail::QueryNode;
using detail::QueryWord;
using Op = Xapian::Query::op;

// A longer phrase says nothing that its beginning does not.
constexpr std::size_t max_phrase_words = 256;
// A run of Chinese, Japanese or Thai up to this many words is a name or term: its words stand close together. Longer is
// a sentence.
constexpr std::size_t max_name_words = 4;

// One character opens few hundred pairs of a language in use.
constexpr std::size_t max_pairs = 1000;

// Neighbours may have this many stop words between them: "state of the union".
constexpr std::uint32_t max_stop_words_between = 3;
// Each pair costs reading positions. Long queries say what they are about in their first words, or again and again.
constexpr std::size_t max_neighbours = 12;
// How much less the same word counts each time it is repeated: BM25's k3, measured in docs/ranking.md.
constexpr double k3 = 8;

double repeated(std::size_t times) {
  const auto count = static_cast<double>(times);
  return count * (k3 + 1) / (count + k3);
}

// Xapian's own match-all query is a shared static whose reference count is not atomic.
Xapian::Query everything() {
  return Xapian::Query(std::string());
}

Xapian::Query join(Op op, const std::vector<Xapian::Query>& queries, Xapian::termcount window = 0) {
  if (queries.size() == 1) return queries.front();
  return Xapian::Query(op, queries.begin(), queries.end(), window);
}

// A part of the query; one that is not ranked only filters and gives no weight.
struct Part {
  Xapian::Query query;
  bool ranked = true;
};

using Repetitions = std::map<std::vector<std::string>, std::size_t>;

Part filter(const Xapian::Query& query) {
  return {Xapian::Query(0.0, query), false};
}

std::string ascii_lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string value_term(const QueryNode& node, std::string_view text) {
  const std::string_view field = node.field->prefix;
  if (field == prefix::host || field == prefix::has) return schema::term(field, text);
  if (field == prefix::language) return schema::term(field, ascii_lower(std::string(text)));
  if (field == prefix::address) return schema::term(field, address_key(text));
  return schema::term(field, folded_value(text));
}

std::string_view bucket_prefix(std::string_view bucket) {
  return bucket.size() == 4 ? prefix::year : bucket.size() == 6 ? prefix::month : prefix::day;
}

class Compiler {
 public:
  Compiler(const Query& query, const CompileContext& context)
      : context_(context),
        root_(detail::QueryAccess::root(query)),
        match_(detail::QueryAccess::match(query)),
        words_(detail::query_languages(root_, context.languages)),
        plan_(detail::make_plan(query, words_, context.database)) {}

  CompiledQuery run() {
    out_.notes = plan_.notes;
    auto part = compile(root_, true);
    if (!part) return std::move(out_);
    if (root_.kind == NodeKind::word) add_neighbours({&root_, 1});
    if (!part->ranked) out_.neighbours.clear();
    out_.ranked = part->ranked;
    out_.query = limited(std::move(part->query));
    return std::move(out_);
  }

 private:
  // What the options ask for besides the query.
  Xapian::Query limited(Xapian::Query query) {
    if (!context_.since.empty() || !context_.until.empty())
      query = Xapian::Query(Op::OP_FILTER, query, dates(detail::parse_limits(context_.since, context_.until)));
    if (context_.latest_only)
      query = Xapian::Query(Op::OP_AND_NOT, query, Xapian::Query(std::string(prefix::superseded)));
    return query;
  }

  // Absent: nothing to search for (words dropped by the plan). `shown`: matches are highlighted, unlike what is
  // excluded.
  std::optional<Part> compile(const QueryNode& node, bool shown) {
    auto part = compile_plain(node, shown);
    if (part && part->ranked && node.boost != 1) part->query = Xapian::Query(node.boost, part->query);
    return part;
  }

  std::optional<Part> compile_plain(const QueryNode& node, bool shown) {
    if (plan_.dropped.contains(&node)) return std::nullopt;
    switch (node.kind) {
      case NodeKind::nothing:
        return std::nullopt;
      case NodeKind::everything:
        return filter(everything());
      case NodeKind::word:
        return as_field(node, word(node, shown));
      case NodeKind::phrase:
        return as_field(node, phrase(node, shown));
      case NodeKind::wildcard:
        return as_field(node, wildcard(node, shown));
      case NodeKind::numbers:
        return is_number_field(node) ? filter(number_values(node.numbers)) : as_field(node, wildcard(node, shown));
      case NodeKind::value:
        return filter(is_story(node) ? story(value_term(node, node.text)) : Xapian::Query(value_term(node, node.text)));
      case NodeKind::date:
        return filter(node.field->prefix == prefix::captured_day ? captured(node.range) : dates(node.range));
      case NodeKind::near:
      case NodeKind::adjacent:
        return as_field(node, distance(node, shown));
      case NodeKind::all_of:
        return all_of(node, shown);
      case NodeKind::any_of:
        return any_of(node, shown);
      case NodeKind::none_of:
        return none_of(node);
      case NodeKind::maybe:
        return maybe(node, shown);
    }
    return std::nullopt;
  }

  // Authors' names and whole values filter; words of the text and title rank.
  static std::optional<Part> as_field(const QueryNode& node, const Xapian::Query& query) {
    const bool ranks = !node.field || node.field->prefix == prefix::title;
    return ranks ? Part{query, true} : filter(query);
  }

  static std::string_view field_prefix(const QueryNode& node) {
    return node.field ? node.field->prefix : std::string_view();
  }
  static bool is_shown(const QueryNode& node, bool shown) {
    return shown && (!node.field || node.field->prefix == prefix::title);
  }

  Xapian::Query word(const QueryNode& node, bool shown) {
    const std::vector<QueryWord>& words = plan_.words(node);
    if (words.empty()) return {};
    if (words.size() == 1) return or_fragment(node, words, stems(node, words.front(), shown), shown);
    const bool unspaced = std::ranges::all_of(words.begin() + 1, words.end(), &QueryWord::unspaced);
    // Sentences of any language rank by their words, also those whose words were glued together.
    if (match_ == Match::any || (unspaced && words.size() > max_name_words)) {
      std::vector<Xapian::Query> parts;
      for (const QueryWord& part : words) parts.push_back(or_fragment(node, {&part, 1}, stems(node, part, shown), shown));
      return join(match_ == Match::any ? Op::OP_OR : Op::OP_AND, parts);
    }
    if (unspaced)
      return or_fragment(node, words, sequence(node, words, Op::OP_NEAR, static_cast<unsigned>(2 * words.size()), shown), shown);
    return sequence(node, words, Op::OP_PHRASE, 0, shown);
  }

  Xapian::Query stems(const QueryNode& node, const QueryWord& word, bool shown) {
    const std::string_view field = field_prefix(node);
    if (field == prefix::author) return Xapian::Query(detail::exact_term(field, word.exact));
    if (is_shown(node, shown) && !plan_.common.contains(&node)) ++out_.words;
    if (is_shown(node, shown))
      out_.highlights.stems.insert(out_.highlights.stems.end(), word.stems.begin(), word.stems.end());
    std::vector<Xapian::Query> terms;
    for (const std::string& stem : word.stems) {
      const std::string term = detail::stem_term(field, stem);
      if (word.stems.size() == 1 || !context_.database || context_.database->term_exists(term))
        terms.emplace_back(term);
    }
    if (word.as_written) {
      terms.emplace_back(detail::exact_term(field, word.exact));
      if (is_shown(node, shown)) out_.highlights.exact.push_back(word.exact);
    }
    if (terms.empty()) return Xapian::Query(detail::stem_term(field, word.stems.front()));
    return join(Op::OP_SYNONYM, terms);
  }

  Xapian::Query phrase(const QueryNode& node, bool shown) {
    const std::vector<QueryWord>& words = plan_.words(node);
    const bool loose = node.distance > 0;
    const Xapian::Query query = sequence(node, words, loose ? Op::OP_NEAR : Op::OP_PHRASE, node.distance, shown);
    return loose ? query : or_fragment(node, words, query, shown);
  }

  /// Chinese and Japanese are found as they stand, too, however the text was cut into words. What is found so alone weighs nothing.
  Xapian::Query or_fragment(const QueryNode& node, std::span<const QueryWord> words, const Xapian::Query& query, bool shown) {
    if (node.field && node.field->prefix != prefix::title) return query;
    const std::string fragment = detail::fragment_of(words);
    if (fragment.empty()) return query;
    std::vector<Xapian::Query> pairs;
    for (const std::string& term : detail::bigram_terms(field_prefix(node), fragment)) {
      if (pairs.size() == max_phrase_words) break;
      pairs.emplace_back(term);
    }
    Op op = Op::OP_PHRASE;
    if (pairs.empty()) {
      pairs = pairs_beginning_with(std::string(prefix::bigram).append(field_prefix(node)) + fragment);
      op = Op::OP_OR;
    }
    if (pairs.empty()) return query;
    if (is_shown(node, shown)) out_.highlights.fragments.push_back(fragment);
    return {Op::OP_OR, query, Xapian::Query(0.0, join(op, pairs, op == Op::OP_PHRASE ? static_cast<Xapian::termcount>(pairs.size()) : 0))};
  }

  /// For a single character: the pairs that it opens.
  std::vector<Xapian::Query> pairs_beginning_with(const std::string& begin) const {
    std::vector<Xapian::Query> pairs;
    if (!context_.database) return pairs;
    const Xapian::TermIterator end = context_.database->allterms_end(begin);
    for (Xapian::TermIterator it = context_.database->allterms_begin(begin); it != end && pairs.size() < max_pairs; ++it) pairs.emplace_back(*it);
    return pairs;
  }

  // Exact words, with at most `others` further ones between them.
  Xapian::Query sequence(const QueryNode& node, const std::vector<QueryWord>& words, Op op, unsigned others,
                         bool shown) {
    std::vector<Xapian::Query> terms;
    std::vector<std::string> exact;
    for (const QueryWord& word : words) {
      if (terms.size() == max_phrase_words) {
        note("a phrase is read up to its word " + std::to_string(max_phrase_words));
        break;
      }
      terms.emplace_back(detail::exact_term(field_prefix(node), word.exact));
      exact.push_back(word.exact);
    }
    if (terms.empty()) return {};
    const auto window = static_cast<Xapian::termcount>(terms.size() + others);
    if (is_shown(node, shown)) {
      auto& seen = out_.highlights;
      if (exact.size() == 1 || op == Op::OP_NEAR)
        seen.exact.insert(seen.exact.end(), exact.begin(), exact.end());
      else
        seen.phrases.push_back(std::move(exact));
    }
    return join(op, terms, window);
  }

  Xapian::Query wildcard(const QueryNode& node, bool shown) {
    const auto& terms = plan_.expansions(node);
    const detail::Pattern& pattern = plan_.pattern(node);
    if (is_shown(node, shown)) {
      auto& seen = out_.highlights;
      const std::size_t skip = pattern.field_prefix.size();
      if (pattern.glob.empty() && !pattern.numbers)
        seen.prefixes.push_back(pattern.begin);
      else
        for (const std::string& term : terms) seen.exact.push_back(term.substr(skip));
      seen.exact.insert(seen.exact.end(), pattern.before.begin(), pattern.before.end());
    }
    if (terms.empty()) return {};
    const std::vector<Xapian::Query> forms(terms.begin(), terms.end());
    if (pattern.before.empty()) return join(Op::OP_SYNONYM, forms);
    std::vector<Xapian::Query> parts;
    for (const std::string& before : pattern.before)
      parts.emplace_back(detail::exact_term(pattern.field_prefix, before));
    parts.push_back(join(Op::OP_OR, forms));
    return join(Op::OP_PHRASE, parts, static_cast<Xapian::termcount>(parts.size()));
  }

  // NEAR/n and ADJ/n. Xapian takes terms and ORs of terms there.
  Xapian::Query distance(const QueryNode& node, bool shown) {
    std::vector<Xapian::Query> parts;
    for (const QueryNode& child : node.children) {
      if (child.kind == NodeKind::wildcard || child.kind == NodeKind::numbers) {
        const auto& terms = plan_.expansions(child);
        (void)wildcard(child, shown);  // for what it highlights
        if (terms.empty()) return {};
        const std::vector<Xapian::Query> forms(terms.begin(), terms.end());
        parts.push_back(join(Op::OP_OR, forms));
        continue;
      }
      for (const QueryWord& word : plan_.words(child)) {
        parts.emplace_back(detail::exact_term(field_prefix(child), word.exact));
        if (is_shown(node, shown)) out_.highlights.exact.push_back(word.exact);
      }
    }
    if (parts.empty()) return {};
    const auto window = static_cast<Xapian::termcount>(node.distance * (node.children.size() - 1) + 1 + parts.size() -
                                                       node.children.size());
    return join(node.kind == NodeKind::near ? Op::OP_NEAR : Op::OP_PHRASE, parts, window);
  }

  Xapian::Query dates(const DateRange& range) {
    std::vector<Xapian::Query> terms;
    for (const std::string& bucket : compose_range(range, context_.first_year, context_.last_year))
      terms.emplace_back(schema::term(bucket_prefix(bucket), bucket));
    return terms.empty() ? Xapian::Query() : join(Op::OP_OR, terms);
  }

  /// Articles without the value, written before there was one, are in no range.
  static Xapian::Query number_values(const detail::NumberRange& range) {
    const std::string least = Xapian::sortable_serialise(range.from.value_or(0));
    if (!range.to) return {Op::OP_VALUE_GE, schema::slot::words, least};
    return {Op::OP_VALUE_RANGE, schema::slot::words, least, Xapian::sortable_serialise(*range.to)};
  }

  /// What shares a story with the latest version of this article: in each of several archives, which have stories of their own.
  Xapian::Query story(const std::string& address_term) {
    const Xapian::Database& database = *context_.database;
    std::vector<Xapian::Query> stories;
    auto old = database.postlist_begin(std::string(prefix::superseded));
    const auto old_end = database.postlist_end(std::string(prefix::superseded));
    for (auto version = database.postlist_begin(address_term); version != database.postlist_end(address_term); ++version) {
      if (old != old_end && *old < *version) old.skip_to(*version);
      if (old != old_end && *old == *version) continue;
      const std::string value = database.get_document(*version).get_value(schema::slot::story);
      if (!value.empty()) stories.emplace_back(Op::OP_VALUE_RANGE, schema::slot::story, value, value);
    }
    return join(Op::OP_OR, stories);
  }

  /// Captures happened on few days compared with what a range may hold: those that the archives know are listed.
  Xapian::Query captured(const DateRange& range) {
    const std::string begin(prefix::captured_day);
    std::vector<Xapian::Query> terms;
    for (auto term = context_.database->allterms_begin(begin); term != context_.database->allterms_end(begin); ++term) {
      const std::string text = *term;
      const auto day = parse_iso_date(show_bucket(std::string_view(text).substr(begin.size())));
      if (!day || (range.from && first_day(*day) < first_day(*range.from)) || (range.to && last_day(*day) > last_day(*range.to))) continue;
      terms.emplace_back(text);
    }
    return terms.empty() ? Xapian::Query() : join(Op::OP_OR, terms);
  }

  // A word without a field; words that are several in one piece count as themselves.
  static bool is_plain_word(const QueryNode& node) { return node.kind == NodeKind::word && !node.field; }

  /// Words that stand side by side in the query do so in the best answers.
  void add_neighbours(std::span<const QueryNode> list) {
    const QueryWord* before = nullptr;
    std::uint32_t before_at = 0, begin = 0;
    for (const QueryNode& node : list) {
      if (!is_plain_word(node) || plan_.words(node).empty()) {
        before = nullptr;
        continue;
      }
      const std::vector<QueryWord>& words = plan_.words(node);
      const bool passed_over = plan_.common.contains(&node) || plan_.dropped.contains(&node);
      const bool is_phrase = match_ == Match::all;  // of words in one piece; those need no more
      for (const QueryWord& word : words) {
        if (passed_over) break;
        const std::uint32_t at = begin + word.position;
        if (before && !(is_phrase && &word != &words.front())) add_neighbours(*before, word, at - before_at);
        before = &word;
        before_at = at;
      }
      begin += words.back().position + 1;
    }
  }

  void add_neighbours(const QueryWord& a, const QueryWord& b, std::uint32_t distance) {
    if (distance > max_stop_words_between + 1 || a.exact == b.exact || out_.neighbours.size() == max_neighbours) return;
    const Neighbours pair{detail::exact_term("", a.exact), detail::exact_term("", b.exact), distance};
    if (std::ranges::find(out_.neighbours, pair) == out_.neighbours.end()) out_.neighbours.push_back(pair);
  }

  /// The list's words by their stems, with how often each stands there.
  [[nodiscard]] Repetitions repetitions(const QueryNode& list) const {
    Repetitions times;
    for (const QueryNode& child : list.children)
      if (is_repeatable(child)) ++times[plan_.words(child).front().stems];
    return times;
  }
  [[nodiscard]] bool is_repeatable(const QueryNode& node) const {
    return is_plain_word(node) && node.boost == 1 && plan_.words(node).size() == 1 && !plan_.dropped.contains(&node);
  }

  /// A member of a list; of a word that stands there several times only the first, which counts for all.
  std::optional<Part> member(const QueryNode& node, Repetitions& times, bool shown) {
    if (!is_repeatable(node)) return compile(node, shown);
    const std::size_t count = std::exchange(times[plan_.words(node).front().stems], 0);
    if (count == 0) return std::nullopt;
    auto part = compile(node, shown);
    if (part && count > 1) part->query = Xapian::Query(repeated(count), part->query);
    return part;
  }

  std::optional<Part> all_of(const QueryNode& node, bool shown) {
    if (shown && match_ == Match::all) add_neighbours(node.children);
    Repetitions times = repetitions(node);
    std::vector<Xapian::Query> ranked, filters, excluded;
    for (const QueryNode& child : node.children) {
      const bool negative = child.kind == NodeKind::none_of;
      auto part = negative ? compile(child.children.front(), false) : member(child, times, shown);
      if (!part) continue;
      (negative ? excluded : part->ranked ? ranked : filters).push_back(std::move(part->query));
    }
    if (ranked.empty() && filters.empty() && excluded.empty()) return std::nullopt;
    Part out{ranked.empty() ? everything() : join(Op::OP_AND, ranked), !ranked.empty()};
    if (!filters.empty())
      out.query = ranked.empty() ? join(Op::OP_AND, filters)
                                 : Xapian::Query(Op::OP_FILTER, out.query, join(Op::OP_AND, filters));
    if (!excluded.empty()) out.query = Xapian::Query(Op::OP_AND_NOT, out.query, join(Op::OP_OR, excluded));
    return out;
  }

  std::optional<Part> any_of(const QueryNode& node, bool shown) {
    if (shown && match_ == Match::any) add_neighbours(node.children);
    Repetitions times = repetitions(node);
    std::vector<Xapian::Query> parts;
    bool ranked = false;
    for (const QueryNode& child : node.children) {
      auto part = member(child, times, shown);
      if (!part) continue;
      ranked |= part->ranked;
      parts.push_back(std::move(part->query));
    }
    if (parts.empty()) return std::nullopt;
    return Part{join(Op::OP_OR, parts), ranked};
  }

  std::optional<Part> none_of(const QueryNode& node) {
    const auto part = compile(node.children.front(), false);
    if (!part) return std::nullopt;
    return Part{Xapian::Query(Op::OP_AND_NOT, everything(), part->query), false};
  }

  std::optional<Part> maybe(const QueryNode& node, bool shown) {
    auto required = compile(node.children[0], shown);
    auto optional = compile(node.children[1], shown);
    if (!required || !optional) return required ? std::move(required) : std::move(optional);
    return Part{Xapian::Query(Op::OP_AND_MAYBE, required->query, optional->query),
                required->ranked || optional->ranked};
  }

  void note(std::string text) {
    if (std::ranges::find(out_.notes, text) == out_.notes.end()) out_.notes.push_back(std::move(text));
  }

  const CompileContext& context_;
  const QueryNode& root_;
  Match match_;
  detail::WordAnalyser words_;
  detail::Plan plan_;
  CompiledQuery out_;
};

}  // namespace

CompiledQuery compile(const Query& query, const CompileContext& context) {
  return Compiler(query, context).run();
}

}  // namespace backfile
