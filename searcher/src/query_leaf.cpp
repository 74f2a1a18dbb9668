// Leaves of the query tree: what a word or phrase means in its field. Values become canonical here (host, language,
// address), so that a mistake is found where it was typed and the printed query shows what is searched.
#include <algorithm>
#include <array>

#include "common/address.hpp"
#include "common/text.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_dates.hpp"
#include "searcher/src/query_parser.hpp"
#include "searcher/src/query_text.hpp"

namespace backfile::detail {
namespace {

bool has_word(std::string_view text) {
  bool found = false;
  for_each_word(text, [&](const Word&) { found = true; });
  return found;
}

std::string without_wildcards(std::string_view pattern) {
  std::string out(pattern);
  std::ranges::replace_if(
      out, [](char c) { return c == '*' || c == '?'; }, ' ');
  return out;
}

QueryNode date_leaf(std::string_view text, const schema::QueryField* field, std::string& mistake) {
  QueryNode node;
  const bool is_open = field->name == "before" || field->name == "after";
  const DateText date = is_open ? parse_open_range(field->name, text) : parse_date_text(text);
  mistake = date.mistake;
  if (!mistake.empty()) return node;
  node.kind = NodeKind::date;
  node.field = is_open ? schema::find_query_field("date") : field;
  node.range = date.range;
  return node;
}

constexpr const char* reversed_range = "this range ends before it begins";

QueryNode number_leaf(NodeKind kind, std::string_view text, const schema::QueryField* field, std::string& mistake) {
  QueryNode node;
  text = trimmed(text);
  auto range = parse_number_range(text);
  if (const auto number = parse_number(text)) range = NumberRange{number, number};
  if (!range || kind == NodeKind::wildcard) {
    mistake = "not a number (as in words:300, 300..500, 1000.. or ..200)";
    return node;
  }
  if (range->is_reversed()) mistake = reversed_range;
  node.kind = NodeKind::numbers;
  node.field = field;
  node.numbers = *range;
  return node;
}

// Numbers of the text.
QueryNode text_numbers_leaf(std::string_view text, const schema::QueryField* field, std::string& mistake) {
  QueryNode node;
  node.kind = NodeKind::numbers;
  node.field = field;
  node.numbers = parse_number_range(text).value_or(NumberRange{});
  if (node.numbers.is_reversed()) mistake = reversed_range;
  return node;
}

// A host, given as such or within an address.
std::string host_of(std::string_view text) {
  const bool is_address = text.find("://") != std::string_view::npos;
  if (!is_address && text.find_first_of("/?#@") != std::string_view::npos) return {};
  const auto address = normalise_address(is_address ? std::string(text) : "http://" + std::string(text) + "/");
  return address ? std::string(split_address(*address).host) : std::string();
}

std::string address_of(std::string_view text) {
  if (text.starts_with("file:")) return std::string(text);
  const bool has_scheme = text.find("://") != std::string_view::npos;
  return normalise_address(has_scheme ? std::string(text) : "https://" + std::string(text)).value_or("");
}

// The beginning of an address; without the "/" that a bare host gets.
std::string address_beginning(std::string_view text, std::string& mistake) {
  std::string address = address_of(text);
  if (address.empty()) mistake = "not the beginning of an address";
  if (address.ends_with('/') && !text.ends_with('/')) address.pop_back();
  return address;
}

// What has: asks for; the indexer marks articles with it.
std::string feature_of(std::string_view text) {
  constexpr std::array known{"author", "date", "section", "tags", "standfirst", "image", "edits"};
  return std::ranges::find(known, text) == known.end() ? std::string() : std::string(text);
}

QueryNode value_leaf(NodeKind kind, std::string_view text, const schema::QueryField* field, std::string& mistake) {
  QueryNode node;
  node.field = field;
  node.kind = kind == NodeKind::wildcard ? kind : NodeKind::value;
  node.text = std::string(trimmed(text));
  if (kind == NodeKind::wildcard && field->name == "copies") {
    mistake = "copies: takes one whole address";
    return node;
  }
  if (kind == NodeKind::wildcard) {
    const std::string begin = node.text.substr(0, node.text.find('*'));
    if (begin.empty() || begin.size() + 1 != node.text.size())
      mistake = "in a whole value a wildcard may stand at the end only";
    if (mistake.empty() && field->prefix == schema::prefix::address)
      node.text = address_beginning(begin, mistake) + "*";
    return node;
  }
  const auto canonical = [&](std::string value, std::string_view message) {
    if (value.empty()) mistake = message;
    node.text = std::move(value);
  };
  if (field->prefix == schema::prefix::host) canonical(host_of(node.text), "not a site (as in site:example.com)");
  if (field->prefix == schema::prefix::address) canonical(address_of(node.text), "not an address");
  if (field->prefix == schema::prefix::language)
    canonical(canonical_language(node.text), "not a language (as in lang:en)");
  if (field->prefix == schema::prefix::has)
    canonical(feature_of(node.text), "has: knows author, date, section, tags, standfirst, image and edits");
  return node;
}

}  // namespace

QueryNode make_leaf(NodeKind kind, std::string_view text, const schema::QueryField* field, std::string& mistake) {
  if (field && trimmed(text).empty()) {
    mistake = std::string(field->name) + ": needs a value";
    return {};
  }
  if (field && field->kind == schema::FieldKind::date) return date_leaf(text, field, mistake);
  if (field && field->kind == schema::FieldKind::number) return number_leaf(kind, text, field, mistake);
  if (field && field->kind == schema::FieldKind::value) return value_leaf(kind, text, field, mistake);
  QueryNode node;
  if (field && field->name == "exact") {
    field = nullptr;
    if (kind == NodeKind::word) kind = NodeKind::phrase;
  }
  if (kind == NodeKind::numbers) return text_numbers_leaf(text, field, mistake);
  const bool wildcard = kind == NodeKind::wildcard;
  if (wildcard && !has_word(without_wildcards(text))) mistake = "a wildcard needs letters";
  if ((!wildcard && !has_word(text)) || !mistake.empty()) return node;
  node.kind = kind;
  node.field = field;
  node.text = std::string(text);
  return node;
}

}  // namespace backfile::detail
