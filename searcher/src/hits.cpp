#include "searcher/src/hits.hpp"

#include <string>
#include <utility>

#include <backfile/error.hpp>

#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"

namespace backfile {
namespace {

/// The first term that begins with `prefix`; empty without one.
std::string term_with_prefix(Xapian::TermIterator& term, const Xapian::TermIterator& end, std::string_view prefix) {
  term.skip_to(std::string(prefix));
  if (term == end) return {};
  std::string found = *term;
  return found.starts_with(prefix) ? found : std::string();
}

}  // namespace

StoredDocument read_document(const Xapian::Document& document) {
  StoredDocument stored;
  const std::string record = document.get_data();
  if (record.empty())  // a lost docdata table reads as empty records
    throw Error(Errc::corrupt, "the archive is damaged: document " + std::to_string(document.get_docid()) + " has lost its record");
  stored.article = decode_record(record);
  stored.number = document.get_docid();
  Xapian::TermIterator term = document.termlist_begin();
  const Xapian::TermIterator end = document.termlist_end();
  stored.unique = term_with_prefix(term, end, schema::prefix::unique);
  stored.address = term_with_prefix(term, end, schema::prefix::address);
  const std::string digest = document.get_value(schema::slot::text_digest);
  if (digest.size() == 8) stored.digest = hex16(from_big_endian64(digest));
  stored.superseded = term_with_prefix(term, end, schema::prefix::superseded) == schema::prefix::superseded;
  return stored;
}

bool earlier_version(const PlacedDocument& a, const PlacedDocument& b) {
  if (a.place.instant == b.place.instant && a.document.superseded != b.document.superseded) return a.document.superseded;
  return earlier_version(a.place, b.place);
}

std::optional<StoredDocument> find_latest(const Archives& archives, const std::string& address_term) {
  const Xapian::Database& database = archives.merged();
  std::optional<PlacedDocument> latest;
  for (Xapian::PostingIterator i = database.postlist_begin(address_term); i != database.postlist_end(address_term); ++i) {
    PlacedDocument found{.document = read_document(database.get_document(*i)), .place = {}};
    const Archives::Place in_part = archives.place_of(*i);
    found.place = place_of_version(archives.part(in_part.part).database, found.document.article, found.document.unique, in_part.number);
    if (!latest || earlier_version(*latest, found)) latest = std::move(found);
  }
  if (!latest) return std::nullopt;
  return std::move(latest->document);
}

StoredArticle stored_article(StoredDocument document) {
  Article& a = document.article;
  StoredArticle out;
  out.id = std::move(a.id);
  out.url = std::move(a.url);
  out.site = std::move(a.site);
  out.publisher = std::move(a.publisher);
  out.title = std::move(a.title);
  out.standfirst = std::move(a.standfirst);
  out.dateline = std::move(a.dateline);
  out.original = std::move(a.original);
  out.section = std::move(a.section);
  out.language = std::move(a.language);
  out.body = std::move(a.body);
  out.image = std::move(a.image);
  out.source = std::move(a.source);
  if (a.captured) out.captured = to_string(*a.captured);
  out.published_from = std::move(a.published_from);
  out.authors = std::move(a.authors);
  out.tags = std::move(a.tags);
  out.published = a.published;
  out.modified = a.modified;
  out.digest = std::move(document.digest);
  out.superseded = document.superseded;
  return out;
}

Hit make_hit(const Archives& archives, const StoredDocument& document, SnippetMaker& snippets, std::uint32_t snippet_bytes) {
  const Article& a = document.article;
  Hit hit;
  hit.id = a.id;
  hit.title = a.title;
  hit.url = a.url;
  hit.site = a.site;
  hit.publisher = a.publisher;
  hit.section = a.section;
  hit.language = a.language;
  hit.authors = a.authors;
  hit.published = a.published;
  hit.original = a.original;
  hit.source = a.source;
  if (a.captured) hit.captured = to_string(*a.captured);
  hit.versions = document.address.empty() ? 1 : archives.merged().get_termfreq(document.address);
  ShownArticle shown = snippets.show(a, snippet_bytes);
  hit.title_highlights = std::move(shown.title_highlights);
  hit.snippet = std::move(shown.snippet);
  return hit;
}

}  // namespace backfile
