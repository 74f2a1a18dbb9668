// The state that an application leaves in its page to start from: __NEXT_DATA__, Fusion.globalContent, window.__INITIAL_STATE__ and whatever
// else a newsroom calls it. No two have one schema, but an article is recognisable in all of them: an object with a title that agrees with the
// page's, or its address, and with a long text below one of a few keys. Texts are strings (plain or markup), or lists of blocks: Arc's
// content_elements, Portable Text, ProseMirror and Contentful nest typed objects that differ in the names of their members alone.
#include <algorithm>
#include <array>
#include <span>

#include "common/address.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/json_ld_graph.hpp"
#include "indexer/extract/metadata/lenient_json.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/metadata/title_text.hpp"

namespace backfile {
namespace {

using nlohmann::json;
using Keys = std::span<const std::string_view>;

constexpr std::size_t max_visited = 50'000;     // nodes of all values of a page
constexpr std::size_t max_judged = 200;         // objects whose text is gathered
constexpr std::size_t max_gathered = 8u << 20;  // bytes of all texts gathered: objects in objects would be read again and again
constexpr std::size_t least_value = 400;        // bytes: smaller values hold no article
constexpr std::size_t least_text = 200;         // bytes: less is a summary
constexpr std::size_t max_values_of_script = 16;
constexpr int max_depth = 24;                   // of blocks in blocks

// Keys as folded_key gives them, the better first.
constexpr auto title_keys = std::to_array<std::string_view>({"headline", "headlines", "title", "articletitle", "name"});
constexpr auto text_keys = std::to_array<std::string_view>(
    {"articlebody", "body", "contentelements", "content", "text", "html", "bodyhtml", "contenthtml", "articletext", "bodytext", "fulltext", "storybody", "blocks",
     "paragraphs", "richtext", "elements", "components", "document"});
/// Lists below these are paragraphs each; below other keys they may be parts of one line.
constexpr auto list_keys = std::to_array<std::string_view>({"contentelements", "items", "blocks", "innerblocks", "paragraphs", "elements", "components"});
constexpr auto line_keys = std::to_array<std::string_view>(
    {"content", "children", "nodes", "text", "html", "innerhtml", "htmltext", "value", "body", "paragraph", "data", "model"});
constexpr auto published_keys = std::to_array<std::string_view>(
    {"datepublished", "publishedat", "publisheddate", "publishdate", "publicationdate", "firstpublishdate", "firstpublishedat", "firstpublished", "displaydate", "pubdate",
     "published", "date", "createdat"});
constexpr auto modified_keys =
    std::to_array<std::string_view>({"datemodified", "modifiedat", "updatedat", "lastupdateddate", "lastmodified", "modified", "updated"});
constexpr auto author_keys = std::to_array<std::string_view>({"authors", "author", "byline", "bylines", "credits", "by", "writers", "person"});
constexpr auto section_keys = std::to_array<std::string_view>({"section", "sectionname", "primarysection", "category", "categories", "taxonomy"});
constexpr auto summary_keys = std::to_array<std::string_view>({"standfirst", "description", "subheadlines", "excerpt", "summary", "lead", "dek", "abstract"});
constexpr auto address_keys = std::to_array<std::string_view>({"url", "canonicalurl", "websiteurl", "path", "permalink", "link", "urlslug", "slug"});
/// Members that hold the words of a wrapped value: {"basic": "..."}, {"rendered": "..."}.
constexpr auto wrapped_keys = std::to_array<std::string_view>(
    {"basic", "primary", "primarysection", "rendered", "default", "canonical", "publishedat", "name", "displayname", "fullname", "title", "text", "html"});

bool contains(Keys keys, std::string_view key) { return std::ranges::find(keys, key) != keys.end(); }

bool holds_any(std::string_view text, Keys parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

/// "content_elements", "contentElements" and Apollo's "content({"format":"RAW"})" differ in manner only.
std::string folded_key(std::string_view key) {
  std::string folded = ascii_lower(key.substr(0, key.find('(')));
  std::erase_if(folded, [](char c) { return c == '_' || c == '-'; });
  return folded;
}

/// The member with the first of the keys, as an iterator; end() if there is none or it is null.
json::const_iterator find_member(const json& object, Keys keys) {
  auto best = object.end();
  auto best_rank = keys.end();
  for (auto member = object.begin(); member != object.end(); ++member) {
    if (member->is_null()) continue;
    const auto rank = std::find(keys.begin(), best_rank, folded_key(member.key()));
    if (rank != best_rank) best = member, best_rank = rank;
  }
  return best;
}

const json& first_member(const json& object, Keys keys) {
  static const json none;
  const auto found = object.is_object() ? find_member(object, keys) : object.end();
  return object.is_object() && found != object.end() ? *found : none;
}

/// One plain value, out of whatever wraps it.
std::string plain(const json& value, int depth = 0) {
  if (value.is_string()) return clean_value(value.get_ref<const std::string&>());
  if (value.is_number()) return value.dump();
  if (depth > 3) return {};
  if (value.is_array()) return value.empty() ? std::string() : plain(value.front(), depth + 1);
  if (!value.is_object()) return {};
  return plain(first_member(value, wrapped_keys), depth + 1);
}

/// What the object says it is, in lower case: "paragraph", "text", "image".
std::string kind_of(const json& object) {
  static constexpr auto keys = std::to_array<std::string_view>({"type", "nodetype", "typename", "kind", "component"});
  const json& kind = first_member(object, keys);
  return kind.is_string() ? ascii_lower(kind.get_ref<const std::string&>()) : std::string();
}

bool is_no_text(std::string_view kind) {
  static constexpr auto kinds = std::to_array<std::string_view>(
      {"image", "picture", "photo", "video", "gallery", "audio", "podcast", "embed", "social", "tweet", "advert", "related", "promo", "newsletter", "iframe",
       "interstitial", "link_list", "teaser", "recirc", "button", "poll"});
  return kind == "ad" || holds_any(kind, kinds);
}

bool is_block_kind(std::string_view kind) {
  static constexpr auto kinds = std::to_array<std::string_view>({"paragraph", "head", "list", "item", "quote", "block", "section"});
  return holds_any(kind, kinds);
}

/// The paragraphs of a text however it is nested.
class TextGatherer {
 public:
  std::string gather(const json& value, bool in_list) && {
    add(value, in_list, 0);
    end_line();
    return std::move(text_);
  }

 private:
  void add(const json& value, bool in_list, int depth) {
    if (depth > max_depth) return;
    if (value.is_string()) {
      line_ += value.get_ref<const std::string&>();
    } else if (value.is_array()) {
      const bool blocks = in_list || std::ranges::any_of(value, is_paragraph);
      for (const json& one : value) {
        add(one, false, depth + 1);
        if (blocks) end_line();
      }
    } else if (value.is_object()) {
      add_object(value, depth);
    }
  }

  static bool is_paragraph(const json& one) {
    constexpr std::size_t longest_word = 60;
    return one.is_object() ? is_block_kind(kind_of(one)) : one.is_string() && one.get_ref<const std::string&>().size() > longest_word;
  }

  void add_object(const json& object, int depth) {
    const std::string kind = kind_of(object);
    if (is_no_text(kind)) return;
    const bool block = is_block_kind(kind);
    if (block) end_line();
    for (const Keys keys : {Keys(list_keys), Keys(line_keys)}) {
      const json& text = first_member(object, keys);
      if (!(text.is_string() || text.is_structured()) || text.empty()) continue;
      add(text, keys.data() == list_keys.data(), depth + 1);
      if (block) end_line();
      return;
    }
  }

  void end_line() {
    const std::string paragraphs = clean_body(line_);
    line_.clear();
    if (paragraphs.empty()) return;
    text_ += (text_.empty() ? "" : "\n\n") + paragraphs;
  }

  std::string text_, line_;
};

struct Found {
  const json* object = nullptr;
  bool titled = false;  // the object has the page's title, not its address alone
  std::string text;
};

class StateReader {
 public:
  StateReader(std::string_view title, std::string_view address) : title_key_(match_key(title)), address_(without_end(address)) {}

  void walk(const json& root) {
    std::vector<Open> open{{&root, {}}};
    while (!open.empty() && ++visited_ <= max_visited) {
      const auto [node, around] = open.back();
      open.pop_back();
      const Owner own = node->is_object() ? owner_of(*node, around) : around;
      if (node->is_object() && own.article) judge(*node, own);
      for (const json& below : *node)
        if (below.is_structured()) open.push_back({&below, own});
    }
  }

  const Found& best() const { return best_; }

 private:
  /// The object that has the page's title or address, seen from what it holds.
  struct Owner {
    const json* article = nullptr;
    bool titled = false;
    int distance = 0;  // in objects
  };
  struct Open {
    const json* node;
    Owner around;
  };

  static std::string_view without_end(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    if (address.ends_with('/')) address.remove_suffix(1);
    for (const std::string_view extension : {".html", ".htm", ".php"})
      if (address.ends_with(extension)) address.remove_suffix(extension.size());
    return address;
  }

  /// "lock-opened-again-after-a-week": so long a name is one article's wherever the address has it.
  static bool is_slug(std::string_view path) { return std::ranges::count(path, '-') >= 3; }

  /// One with a title of its own is another's article; one without is a part of what is around it, if that is near.
  Owner owner_of(const json& object, const Owner& around) const {
    constexpr double enough_agreement = 0.6;
    constexpr int farthest_part = 2;
    const std::string key = match_key(plain(first_member(object, title_keys)));
    if (!key.empty() && (title_key_.empty() || word_agreement(key, title_key_) >= enough_agreement)) return {&object, true};
    if (has_address(object)) return {&object};
    if (!key.empty() || !around.article || around.distance >= farthest_part) return {};
    return {around.article, around.titled, around.distance + 1};
  }

  bool has_address(const json& object) const {
    constexpr std::size_t least_path = 8;
    const std::string path = plain(first_member(object, address_keys));
    const std::size_t scheme = path.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : path.find('/', scheme + 3);
    if (begin == std::string::npos) return false;
    const std::string_view own = without_end(std::string_view(path).substr(begin));
    return own.size() >= least_path && (address_.ends_with(own) || (is_slug(own) && address_.find(own) != std::string_view::npos));
  }

  void judge(const json& object, const Owner& owner) {
    for (auto text = object.begin(); text != object.end(); ++text) {
      const std::string key = folded_key(text.key());
      const bool long_enough = text->is_structured() ? !text->empty() : text->is_string() && text->get_ref<const std::string&>().size() >= least_text;
      if (!long_enough || !contains(text_keys, key) || ++judged_ > max_judged || gathered_ > max_gathered) continue;
      std::string gathered = TextGatherer().gather(*text, contains(list_keys, key));
      gathered_ += gathered.size();
      if (gathered.size() < least_text || owner.titled < best_.titled) continue;
      if (owner.titled > best_.titled || gathered.size() > best_.text.size()) best_ = {owner.article, owner.titled, std::move(gathered)};
    }
  }

  std::string title_key_;
  std::string_view address_;
  std::size_t visited_ = 0, judged_ = 0, gathered_ = 0;
  Found best_;
};

/// One past the value that begins at `begin`, or npos: brackets are counted outside of strings.
std::size_t end_of_value(std::string_view script, std::size_t begin) {
  int open = 0;
  for (std::size_t i = begin; i < script.size(); ++i) {
    const char c = script[i];
    if (c == '"') {
      for (++i; i < script.size() && script[i] != '"'; ++i)
        if (script[i] == '\\') ++i;
    } else if (c == '{' || c == '[') {
      ++open;
    } else if ((c == '}' || c == ']') && --open == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

/// JavaScript's undefined is no JSON.
std::string without_undefined(std::string_view value) {
  constexpr std::string_view word = ":undefined";
  std::string out;
  for (std::size_t at; (at = value.find(word)) != std::string_view::npos; value.remove_prefix(at + word.size())) {
    out += value.substr(0, at);
    out += ":null";
  }
  return out += value;
}

/// The values of a script: itself, what is assigned in it, and what a string in JSON.parse("...") says.
std::vector<json> values_of(const HtmlDocument::Script& script) {
  std::vector<json> values;
  const auto take = [&](std::string_view text) {
    if (text.size() < least_value || text.size() > max_json_bytes) return;
    const std::string plain_json = text.find(":undefined") == std::string_view::npos ? std::string() : without_undefined(text);
    for (json& value : parse_lenient_json(plain_json.empty() ? text : plain_json)) values.push_back(std::move(value));
  };
  const bool is_value = script.type.find("json") != std::string_view::npos;
  const std::string_view content = is_value ? script.content : script.content.substr(std::min(script.content.find('='), script.content.size()));
  for (std::size_t at = content.find_first_of("{[\""); at != std::string_view::npos && values.size() < max_values_of_script; at = content.find_first_of("{[\"", at)) {
    if (content[at] == '"') {  // a string: JSON in it, or a part of the code
      std::size_t end = at + 1;
      while (end < content.size() && content[end] != '"') end += content[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, content.size());
      const json string = json::parse(content.substr(at, end - at), nullptr, false);
      if (string.is_string() && string.get_ref<const std::string&>().starts_with('{')) take(string.get_ref<const std::string&>());
      at = end;
      continue;
    }
    const std::size_t end = end_of_value(content, at);
    if (end == std::string_view::npos) break;
    take(content.substr(at, end - at));
    at = end;
  }
  return values;
}

void add(Candidates& out, MetaField field, std::string value, const char* detail) {
  if (!value.empty()) out.add(field, Evidence::state_json, std::move(value), detail);
}

void add_authors(Candidates& out, const json& value, int depth) {
  constexpr std::size_t most = 20;
  if (depth > 3) return;
  if (value.is_array()) {
    for (std::size_t i = 0; i < std::min(value.size(), most); ++i) add_authors(out, value[i], depth + 1);
    return;
  }
  if (value.is_object() && first_member(value, wrapped_keys).is_null()) return add_authors(out, first_member(value, author_keys), depth + 1);
  add(out, MetaField::author, plain(value), "author");
}

void add_article(Candidates& out, Found found) {
  const json& object = *found.object;
  add(out, MetaField::title, plain(first_member(object, title_keys)), "title");
  add(out, MetaField::published, plain(first_member(object, published_keys)), "published");
  add(out, MetaField::modified, plain(first_member(object, modified_keys)), "modified");
  add(out, MetaField::standfirst, plain(first_member(object, summary_keys)), "summary");
  add(out, MetaField::section, plain(first_member(object, section_keys)), "section");
  add_authors(out, first_member(object, author_keys), 0);
  add(out, MetaField::body, std::move(found.text), "text");
}

bool is_state(const HtmlDocument::Script& script) {
  return script.content.size() >= least_value && script.type.find("ld+json") == std::string_view::npos;
}

}  // namespace

bool has_state_json(const HtmlDocument& document) { return std::ranges::any_of(document.scripts(), is_state); }

bool read_state_json(const HtmlDocument& document, std::string_view title, std::string_view address, Candidates& candidates) {
  std::vector<json> values;
  for (const HtmlDocument::Script& script : document.scripts())
    if (is_state(script)) std::ranges::move(values_of(script), std::back_inserter(values));
  StateReader reader(title, address);
  for (const json& value : values) reader.walk(value);
  if (!reader.best().object) return false;
  add_article(candidates, reader.best());
  return true;
}

}  // namespace backfile
