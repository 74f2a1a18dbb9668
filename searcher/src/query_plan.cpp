#include "searcher/src/query_plan.hpp"

#include <algorithm>
#include <backfile/error.hpp>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "common/address.hpp"
#include "common/text.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_dates.hpp"

namespace backfile::detail {
namespace {

// A leaf that costs a search of its own. Filters are cheap and never dropped.
struct Leaf {
  const QueryNode* node;
  bool negative = false;
  bool alternative = false;  // stands beside others that can match without it
  Xapian::doccount frequency = 0;
};

bool is_distance(const QueryNode& node) {
  return node.kind == NodeKind::near || node.kind == NodeKind::adjacent;
}
/// Stands for words of the dictionary that have to be looked up.
bool is_expanded(const QueryNode& node) {
  return node.kind == NodeKind::wildcard || (node.kind == NodeKind::numbers && !is_number_field(node));
}
bool is_filter(const QueryNode& node) {
  return is_number_field(node) || node.kind == NodeKind::value || node.kind == NodeKind::date || node.kind == NodeKind::everything ||
         (node.kind == NodeKind::wildcard && node.field && node.field->kind == schema::FieldKind::value);
}

void collect(const QueryNode& node, Leaf context, std::vector<Leaf>& leaves, std::vector<const QueryNode*>& wildcards) {
  if (is_expanded(node)) wildcards.push_back(&node);
  if (node.is_leaf() || is_distance(node)) {
    context.node = &node;
    if (!is_filter(node) && node.kind != NodeKind::nothing) leaves.push_back(context);
    for (const QueryNode& child : node.children)
      if (is_expanded(child)) wildcards.push_back(&child);
    return;
  }
  for (const QueryNode& child : node.children) {
    Leaf inner = context;
    inner.negative ^= node.kind == NodeKind::none_of;
    inner.alternative = node.kind == NodeKind::any_of || (node.kind == NodeKind::maybe && &child == &node.children[1]);
    collect(child, inner, leaves, wildcards);
  }
}

class Planner {
 public:
  Planner(const Query& query, WordAnalyser& analyser, const Xapian::Database* database)
      : query_(query), analyser_(analyser), database_(database) {}

  Plan run() {
    const QueryNode& root = QueryAccess::root(query_);
    collect(root, Leaf{&root, false, QueryAccess::match(query_) == Match::any}, leaves_, wildcards_);
    analyse(root);
    keep_rarest();
    find_stop_words();
    if (QueryAccess::match(query_) == Match::any) plan_.dropped.insert(plan_.common.begin(), plan_.common.end());
    expand();
    return std::move(plan_);
  }

 private:
  void analyse(const QueryNode& node) {
    if (node.kind == NodeKind::word || node.kind == NodeKind::phrase)
      plan_.analysed[&node] = analyser_.analyse(node.text);
    for (const QueryNode& child : node.children) analyse(child);
  }

  // Documents that can match the leaf at most, by its exact forms: one lookup a word.
  Xapian::doccount frequency(const QueryNode& node) const {
    if (is_expanded(node)) return std::numeric_limits<Xapian::doccount>::max();
    const std::string_view field = node.field ? node.field->prefix : std::string_view();
    Xapian::doccount least = std::numeric_limits<Xapian::doccount>::max();
    for (const QueryNode& child : node.children) least = std::min(least, frequency(child));
    if (!node.children.empty()) return least;
    for (const QueryWord& word : plan_.words(node))
      least = std::min(least, database_->get_termfreq(exact_term(field, word.exact)));
    return least;
  }

  void keep_rarest() {
    if (leaves_.size() <= max_leaves) return;
    if (database_)
      for (Leaf& leaf : leaves_) leaf.frequency = frequency(*leaf.node);
    // A word that no document has says nothing among alternatives.
    const auto rank = [](const Leaf& leaf) {
      return leaf.frequency == 0 && leaf.alternative ? std::numeric_limits<Xapian::doccount>::max() : leaf.frequency;
    };
    std::ranges::stable_sort(leaves_, {}, rank);
    for (std::size_t i = max_leaves; i < leaves_.size(); ++i) plan_.dropped.insert(leaves_[i].node);
    plan_.notes.push_back("of " + std::to_string(leaves_.size()) + " words and phrases the rarest " +
                          std::to_string(max_leaves) + " were searched");
    leaves_.resize(max_leaves);
    std::erase_if(wildcards_, [&](const QueryNode* node) { return plan_.dropped.contains(node); });
  }

  // Words too common to rank by, where others stand beside them. Never all of them, none of a phrase, and no acronym: "US".
  void find_stop_words() {
    const bool any = QueryAccess::match(query_) == Match::any;
    std::vector<const QueryNode*> words;
    std::size_t wanted = 0;
    for (const Leaf& leaf : leaves_) {
      if (leaf.negative) continue;
      ++wanted;
      if ((leaf.alternative || !any) && leaf.node->kind == NodeKind::word && !leaf.node->field &&
          plan_.words(*leaf.node).size() == 1)
        words.push_back(leaf.node);
    }
    const std::string language = likely_language(words);
    const bool mixed_case = std::ranges::any_of(query_.text(), is_ascii_lower);
    std::erase_if(words, [&](const QueryNode* node) {
      const bool acronym = mixed_case && node->text.size() > 1 && std::ranges::all_of(node->text, is_ascii_upper);
      return acronym || !is_stopword(plan_.words(*node).front().exact, language);
    });
    if (words.size() < wanted) plan_.common.insert(words.begin(), words.end());
  }

  // The archive's main language, unless another one has clearly more of its stop words here: "die hard" is not German.
  std::string likely_language(const std::vector<const QueryNode*>& words) const {
    std::string best;
    std::ptrdiff_t most = -1;
    for (const std::string& language : analyser_.languages()) {
      const auto count = std::ranges::count_if(
          words, [&](const QueryNode* node) { return is_stopword(plan_.words(*node).front().exact, language); });
      if (most < 0 || count >= most + 2) {
        best = language;
        most = count;
      }
    }
    return best;
  }

  // Wildcards with few words get all of them; the others share what is left evenly.
  void expand() {
    std::map<std::pair<const schema::QueryField*, std::string>, Expansion> known;
    std::vector<std::pair<const QueryNode*, const Expansion*>> found;
    std::optional<Expander> expander;
    if (database_) expander.emplace(*database_);
    for (const QueryNode* node : wildcards_) {
      const Pattern& pattern = plan_.patterns[node] =
          node->kind == NodeKind::numbers ? number_pattern(*node)
          : is_filter(*node)               ? value_pattern(*node)
                                           : word_pattern(prefix_of(*node), node->text);
      const auto [entry, is_new] = known.try_emplace({node->field, print(*node)});
      if (is_new && expander) entry->second = expander->expand(pattern);
      found.emplace_back(node, &entry->second);
    }
    std::ranges::stable_sort(found, {}, [](const auto& item) { return item.second->terms.size(); });
    std::size_t left = Expander::max_expansions, shares = found.size();
    for (const auto& [node, expansion] : found) {
      const std::size_t count = std::min(expansion->terms.size(), std::max<std::size_t>(left / shares--, 1));
      left -= std::min(left, count);
      plan_.expanded[node].assign(expansion->terms.begin(),
                                  expansion->terms.begin() + static_cast<std::ptrdiff_t>(count));
      note_limits(*node, *expansion, count);
    }
  }

  void note_limits(const QueryNode& node, const Expansion& expansion, std::size_t used) {
    std::string note;
    if (!expansion.complete)
      note = print(node) + " was not looked up in the whole dictionary";
    else if (used < expansion.found)
      note = print(node) + " stands for the most frequent " + std::to_string(used) + " of its " +
             std::to_string(expansion.found) + " words";
    if (!note.empty() && std::ranges::find(plan_.notes, note) == plan_.notes.end())
      plan_.notes.push_back(std::move(note));
  }

  static std::string_view prefix_of(const QueryNode& node) {
    return node.field ? node.field->prefix : std::string_view();
  }

  static Pattern number_pattern(const QueryNode& node) {
    Pattern pattern;
    pattern.field_prefix = prefix_of(node);
    pattern.numbers = node.numbers;
    return pattern;
  }

  static Pattern value_pattern(const QueryNode& node) {
    Pattern pattern;
    pattern.field_prefix = node.field->prefix;
    const std::string begin = node.text.substr(0, node.text.size() - 1);
    pattern.begin =
        node.field->prefix == schema::prefix::address ? std::string(address_key(begin)) : folded_value(begin);
    return pattern;
  }

  const Query& query_;
  WordAnalyser& analyser_;
  const Xapian::Database* database_;
  std::vector<Leaf> leaves_;
  std::vector<const QueryNode*> wildcards_;
  Plan plan_;
};

void add_languages(const QueryNode& node, std::vector<std::string>& out) {
  const bool is_language = node.kind == NodeKind::value && node.field->prefix == schema::prefix::language;
  if (is_language) out.push_back(primary_language(node.text));
  // Alternatives count only when each of them names a language.
  if (node.kind != NodeKind::any_of) return;
  std::vector<std::string> inner;
  for (const QueryNode& child : node.children) {
    const std::size_t before = inner.size();
    add_languages(child, inner);
    if (inner.size() == before) return;
  }
  out.insert(out.end(), inner.begin(), inner.end());
}

}  // namespace

Plan make_plan(const Query& query, WordAnalyser& analyser, const Xapian::Database* database) {
  return Planner(query, analyser, database).run();
}

std::vector<std::string> query_languages(const QueryNode& root, const std::vector<std::string>& archive) {
  std::vector<std::string> named;
  add_languages(root, named);
  if (root.kind == NodeKind::all_of)
    for (const QueryNode& child : root.children) add_languages(child, named);
  return named.empty() ? archive : named;
}

DateRange parse_limits(std::string_view since, std::string_view until) {
  const auto one = [](std::string_view text, std::string_view name) -> std::optional<PartialDate> {
    if (text.empty()) return std::nullopt;
    const DateText date = parse_date_text(text);
    if (!date.mistake.empty() || date.range.from != date.range.to)
      throw Error(Errc::usage, std::string(name) + ": not a date (as in 2024, 2024-05 or 2024-05-01)");
    return date.range.from;
  };
  const DateRange range{one(since, "since"), one(until, "until")};
  if (!parse_date_text(std::string(since) + ".." + std::string(until)).mistake.empty())
    throw Error(Errc::usage, "since: later than until");
  return range;
}

}  // namespace backfile::detail
