#include "indexer/write/index_document.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/address.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/text_bigrams.hpp"
#include "indexer/copies/sketch.hpp"
#include "indexer/write/fold_stories.hpp"

namespace backfile {
namespace {

namespace prefix = schema::prefix;
namespace slot = schema::slot;

/// Title words count this often in the default field: measured better than a separate title sub-query.
constexpr Xapian::termcount title_weight = 3;
/// What stands in for a headline that is missing counts like one: the first words. Measured on articles without titles (docs/ranking.md);
/// 20 to 40 words do as well.
constexpr std::uint32_t lead_words = 30;
/// No phrase spans title and text, or text and standfirst.
constexpr Xapian::termpos field_gap = 100;

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// Words of one field: exact forms with positions, stems without; pairs of characters that are written without spaces, which weigh nothing.
class WordIndexer {
 public:
  WordIndexer(MemoryIndex& index, Stemmer& stemmer) : index_(index), stemmer_(stemmer) {}

  void add(std::string_view text, std::string_view field_prefix, Xapian::termcount usual_weight, Xapian::termpos base) {
    Xapian::termpos last = base;
    BigramReader bigrams;
    for_each_word(text, [&](const Word& word) {
      if (sketch_) sketch_->add(word);
      bigrams.add(word, [&](std::string_view pair, std::uint32_t position) {
        term_.assign(prefix::bigram).append(field_prefix) += pair;
        index_.add_posting(term_, base + position, 0);
      });
      const Xapian::termcount weight = lead_left_ > 0 ? title_weight : usual_weight;
      if (lead_left_ > 0) --lead_left_;
      ++words_;
      term_.assign(field_prefix);
      term_ += word.exact;
      last = base + word.position;
      index_.add_posting(term_.size() <= schema::max_term_bytes ? term_ : schema::term(field_prefix, word.exact), last, weight);
      stem_.assign(prefix::stem);
      stem_ += field_prefix;
      stem_ += stemmer_.stem(word);
      index_.add_term(stem_.size() <= schema::max_term_bytes ? stem_ : schema::term("", stem_), weight);
    });
    next_ = std::max({next_, last + field_gap, base + bigrams.next_position() + field_gap});
  }

  [[nodiscard]] Xapian::termpos next_position() const { return next_; }
  [[nodiscard]] bool empty() const { return words_ == 0; }
  [[nodiscard]] std::uint32_t word_count() const { return words_; }

  /// What is added from now on goes into the sketch, too.
  void sketch_into(SketchMaker& sketch) { sketch_ = &sketch; }

  /// The next words count like a headline's.
  void begin_lead() { lead_left_ = lead_words; }

 private:
  MemoryIndex& index_;
  Stemmer& stemmer_;
  SketchMaker* sketch_ = nullptr;
  std::string term_, stem_;
  Xapian::termpos next_ = 1;
  std::uint32_t lead_left_ = 0;
  std::uint32_t words_ = 0;
};

void add_boolean(MemoryIndex& index, std::string_view term_prefix, std::string_view value) {
  if (!value.empty()) index.add_boolean_term(schema::term(term_prefix, value));
}

void add_authors(MemoryIndex& index, const std::vector<std::string>& authors) {
  std::string all;
  Xapian::termpos base = 1;
  for (const std::string& author : authors) {
    Xapian::termpos last = base;
    for_each_word(author, [&](const Word& word) {
      last = base + word.position;
      index.add_posting(schema::term(prefix::author, word.exact), last, 0);
    });
    base = last + field_gap;
    add_boolean(index, prefix::author_name, folded_value(author));
    all += author;
    all += '\0';
  }
  if (!all.empty()) index.add_value(slot::author, all);
}

/// The host and every parent down to the registrable domain, so that site:bbc.co.uk and site:news.bbc.co.uk both find.
void add_hosts(MemoryIndex& index, const Article& article) {
  if (!article.site.empty()) {
    add_boolean(index, prefix::host, ascii_lower(article.site));
    index.add_value(slot::site, ascii_lower(article.site));
  }
  std::string_view host = split_address(article.url).host;
  const std::string site = site_of_host(host);
  while (host.size() >= site.size() && !host.empty()) {
    add_boolean(index, prefix::host, host);
    const std::size_t dot = host.find('.');
    if (host.size() == site.size() || dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
}

void add_language(MemoryIndex& index, const std::string& language) {
  const std::string primary = primary_language(language);
  if (primary.empty()) return;
  add_boolean(index, prefix::language, primary);
  if (const std::string full = ascii_lower(language); full != primary) add_boolean(index, prefix::language, full);
  index.add_value(slot::language, primary);
}

void add_date(MemoryIndex& index, const Article& article, const VersionKey& key) {
  if (!article.published) {
    index.add_value(slot::newest, schema::undated_key(key.unique));
    index.add_value(slot::oldest, schema::undated_key(key.unique));
    return;
  }
  const std::string bucket = day_bucket(*article.published);
  add_boolean(index, prefix::year, bucket.substr(0, 4));
  if (bucket.size() >= 6) add_boolean(index, prefix::month, bucket.substr(0, 6));
  if (bucket.size() >= 8) add_boolean(index, prefix::day, bucket.substr(0, 8));
  index.add_value(slot::day, bucket);
  const std::int64_t instant = earliest_instant(*article.published);
  index.add_value(slot::newest, schema::newest_key(instant, key.unique));
  index.add_value(slot::oldest, schema::oldest_key(instant, key.unique));
}

void add_presence(MemoryIndex& index, const Article& article) {
  const std::pair<std::string_view, bool> parts[] = {
      {"author", !article.authors.empty()}, {"date", article.published.has_value()},   {"section", !article.section.empty()},
      {"tags", !article.tags.empty()},      {"standfirst", !article.standfirst.empty()}, {"image", !article.image.empty()},
  };
  for (const auto& [name, present] : parts)
    if (present) add_boolean(index, prefix::has, name);
}

}  // namespace

std::string address_key_of(const Article& article) {
  if (!article.url.empty()) return address_key(article.url);
  return article.id.empty() ? "source:" + article.source : "id:" + article.id;
}

VersionKey version_key(const Article& article) {
  VersionKey key;
  key.address_key = address_key_of(article);
  key.text_digest = schema::text_digest(article.title, article.body);
  key.unique = schema::unique_term(key.address_key, key.text_digest);
  return key;
}

Stemmer& DocumentBuilder::stemmer(const std::string& language) {
  const auto found = stemmers_.find(language);
  return found != stemmers_.end() ? found->second : stemmers_.emplace(language, Stemmer(language)).first->second;
}

Xapian::Document DocumentBuilder::build(const Article& article, const VersionKey& key) {
  MemoryIndex index;
  build(article, key, index);
  return index.to_xapian(1);
}

void DocumentBuilder::build(const Article& article, const VersionKey& key, MemoryIndex& index) {
  index.begin_document();
  index.set_record(encode_record(article));

  Stemmer& article_stemmer = stemmer(primary_language(article.language));
  WordIndexer words(index, article_stemmer);
  words.add(article.title, "", title_weight, 1);
  if (words.empty()) words.begin_lead();
  const std::uint32_t words_of_title = words.word_count();
  if (article.body.find(article.standfirst) == std::string::npos) words.add(article.standfirst, "", 1, words.next_position());
  SketchMaker sketch;
  words.sketch_into(sketch);
  words.add(article.body, "", 1, words.next_position());
  index.add_value(slot::words, Xapian::sortable_serialise(words.word_count() - words_of_title));
  WordIndexer title_words(index, article_stemmer);
  title_words.add(article.title, prefix::title, 1, 1);

  add_authors(index, article.authors);
  add_hosts(index, article);
  add_language(index, article.language);
  add_date(index, article, key);
  add_presence(index, article);
  if (!article.section.empty()) {
    add_boolean(index, prefix::section, folded_value(article.section));
    index.add_value(slot::section, article.section);
  }
  for (const std::string& tag : article.tags) add_boolean(index, prefix::tag, folded_value(tag));
  add_boolean(index, prefix::id, article.id);
  add_boolean(index, prefix::address, key.address_key);
  index.add_boolean_term(key.unique);
  if (article.captured) add_boolean(index, prefix::captured_day, day_bucket(*article.captured));

  index.add_value(slot::story, own_story(digest64(key.unique)));
  index.add_value(slot::candidates, no_candidates());
  if (const Sketch entries = sketch.finish(key.text_digest); !entries.empty()) index.add_value(slot::sketch, encode_sketch(entries));
  index.add_value(slot::text_digest, big_endian64(key.text_digest));
  index.add_value(slot::article, big_endian64(digest64(key.address_key)));
  index.add_value(slot::version_order, version_order_value(article));
}

std::string version_order_value(const Article& article) {
  const std::pair<const std::optional<PartialDate>*, char> evidence[] = {
      {&article.captured, 3}, {&article.modified, 2}, {&article.published, 1}};
  for (const auto& [date, rank] : evidence)
    if (*date) return schema::newest_key(earliest_instant(**date), "").substr(0, 8) + rank;
  return std::string(9, '\0');
}

}  // namespace backfile
