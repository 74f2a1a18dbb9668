// The stages of extraction in their order (docs/extraction.md). Each stage is one call; this file only decides who learns what: the
// body needs the title to leave the headline out, the dates need the extents of headline and text, the language needs the text, and
// whether a page is an article is judged when everything else is known.
#include "indexer/extract/extract.hpp"

#include <utility>

#include "common/address.hpp"
#include "indexer/crawl/charset.hpp"
#include "indexer/crawl/feed_evidence.hpp"
#include "indexer/extract/body/body.hpp"
#include "indexer/extract/candidates.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/explain.hpp"
#include "indexer/extract/html_document.hpp"
#include "indexer/extract/language.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/page_kind.hpp"
#include "indexer/extract/saved_page.hpp"

namespace backfile {
namespace {

/// Nothing in such a page is worth parsing: it is no text, or there is none.
bool ends_before_parsing(const Reject& reject) {
  return reject.reason != Reason::http_status;
}

/// Everything that stages 1 to 6 found out.
struct Findings {
  Candidates candidates;
  TitleChoice title;
  Body body;
  std::vector<std::string> body_notes;
  LanguageChoice language;
  Dates dates;
  AuthorChoice authors;
};

std::string_view longest_standfirst(const Candidates& candidates) {
  std::string_view longest;
  for (const Candidate& candidate : candidates.all())
    if (candidate.field == MetaField::standfirst && candidate.of_main_item && candidate.value.size() > longest.size())
      longest = candidate.value;
  return longest;
}

Candidates read_metadata(const HtmlDocument& document) {
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_microdata(document, candidates);
  read_visible(document, candidates);
  return candidates;
}

/// What the crawl's feeds say of the page, for the resolvers to weigh.
void read_feed_note(const FeedEvidence& feeds, std::string_view address, Candidates& candidates) {
  const auto note = feeds.find(address);
  if (!note) return;
  if (note->published) candidates.add(MetaField::published, Evidence::feed, to_string(*note->published), note->published_in);
  if (note->modified) candidates.add(MetaField::modified, Evidence::feed, to_string(*note->modified), note->modified_in);
  for (const std::string& title : note->titles) candidates.add(MetaField::title, Evidence::feed, title);
}

/// So little text that an application's state may have more.
bool shows_little(const Body& body) {
  constexpr std::size_t little = 500;  // bytes
  return body.text.size() < little;
}

Findings find_everything(const HtmlDocument& document, Candidates candidates, const Article& article, const ExtractOptions& options,
                         bool explain) {
  Findings found;
  found.candidates = std::move(candidates);
  found.title = resolve_title(document, found.candidates, article.url);
  const std::string declared = declared_language(document, found.candidates);
  const auto find_text = [&](std::string_view json_from) {
    if (explain) found.body_notes.clear();
    found.body = find_body(document,
                           {.title = found.title.title,
                            .json_ld_body = declared_body(found.candidates),
                            .standfirst = longest_standfirst(found.candidates),
                            .language = declared,
                            .address = article.url,
                            .json_from = json_from},
                           explain ? &found.body_notes : nullptr);
  };
  find_text("json-ld");
  if (shows_little(found.body) && has_state_json(document) && read_state_json(document, found.title.title, article.url, found.candidates)) {
    found.title = resolve_title(document, found.candidates, article.url);
    find_text("state");
  }
  found.language = resolve_language(declared, found.body.text.empty() ? std::string_view(found.title.title) : found.body.text,
                                    options.default_language);
  found.dates = find_dates(document, found.candidates,
                           {.address = article.url,
                            .language = found.language.language,
                            .default_timezone = options.default_timezone,
                            .captured = article.captured,
                            .headline = found.title.headline,
                            .body_first = found.body.first,
                            .body_last = found.body.last});
  found.authors = resolve_authors(document, found.candidates, article.site, found.body.first, found.body.last);
  return found;
}

void fill_article(Article& article, const HtmlDocument& document, const Findings& found) {
  article.title = found.title.title;
  article.authors = found.authors.authors;
  article.body = found.body.text;
  article.standfirst = found.body.standfirst;
  article.dateline = found.body.dateline;
  article.published = found.dates.published;
  article.published_from = found.dates.published_from;
  article.modified = found.dates.modified;
  article.language = found.language.language;
  article.publisher = resolve_publisher(found.candidates, article.url);
  article.section = resolve_section(document, found.candidates, article.url, found.title.title);
  article.tags = resolve_tags(found.candidates);
  article.image = resolve_image(found.candidates, article.url);
}

/// DESIGN.md, section 2, address: the page's own canonical link replaces what the crawl says, within the site. `saved_from`: what the browser
/// wrote that saved the page, better than nothing.
void choose_address(Extraction& result, const Candidates& candidates, bool address_is_known, std::string saved_from) {
  std::string canonical = canonical_address(candidates, result.article.url, address_is_known);
  if (canonical.empty() && !address_is_known) canonical = std::move(saved_from);
  if (canonical.empty() || canonical == result.article.url) return;
  result.fallback_address = std::exchange(result.article.url, std::move(canonical));
  result.article.site = site_of_address(result.article.url);
  result.address_is_canonical = true;
}

}  // namespace

Extraction extract(Page page, const ExtractOptions& options, bool explain) {
  Extraction result;
  Article& article = result.article;
  const bool address_is_known = page.has_own_address();
  article.source = page.source;
  article.captured = page.captured;
  article.url = page.address;
  if (address_is_known) article.site = site_of_address(page.address);

  result.rejected = reject_by_http(page);
  if (result.rejected && ends_before_parsing(*result.rejected)) return result;

  Decoded decoded = decode_html(std::move(page.bytes), page.charset);            // stage 1
  std::string saved_from = address_is_known ? std::string() : saved_address(decoded.text);
  const HtmlDocument document = HtmlDocument::parse(std::move(decoded.text));  // stage 2
  Candidates candidates = read_metadata(document);                           // stage 3
  choose_address(result, candidates, address_is_known, std::move(saved_from));
  if (page.feeds) read_feed_note(*page.feeds, address_is_known ? page.address : article.url, candidates);
  const Findings found = find_everything(document, std::move(candidates), article, options, explain);  // stages 4 to 6
  fill_article(article, document, found);
  const std::string page_address = address_is_known && result.address_is_canonical ? result.fallback_address : article.url;
  article.original = resolve_original(found.candidates, article, address_is_known ? std::string_view(page_address) : std::string_view());
  if (!result.rejected) {  // stage 7
    result.rejected = reject_by_structure({.document = document,
                                           .candidates = found.candidates,
                                           .body = found.body,
                                           .address = page_address,
                                           .title = article.title,
                                           .dated = article.published.has_value() && !article.published_from.starts_with("address"),
                                           .has_author = !article.authors.empty()});
  }
  if (explain) {
    result.explanations = explanations({.article = article,
                                        .candidates = found.candidates,
                                        .title = found.title,
                                        .authors = found.authors,
                                        .body = found.body,
                                        .body_notes = found.body_notes,
                                        .dates = found.dates,
                                        .language = found.language,
                                        .charset = decoded.charset,
                                        .charset_from = decoded.from,
                                        .crawl_address = result.address_is_canonical ? result.fallback_address : article.url,
                                        .address_is_canonical = result.address_is_canonical});
  }
  return result;
}

}  // namespace backfile
