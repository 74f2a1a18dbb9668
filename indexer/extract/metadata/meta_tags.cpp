// <meta>, <link>, <title> and lang: a table of the families that publishers use. Sources: https://ogp.me, Dublin Core, Parse.ly, Sailthru,
// Cxense, Swiftype, Highwire Press (citation_*), and what newsrooms' own systems write.
#include <algorithm>
#include <array>

#include "indexer/extract/metadata/author_words.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_value_bytes = 8192;
constexpr std::size_t max_values = 400;  // candidates from <meta> of one page

struct MetaName {
  std::string_view name;
  MetaField field;
  Evidence evidence = Evidence::meta;
};

/// Lower case; sorted at compile time.
constexpr auto meta_names = std::to_array<MetaName>({
    {"article.created", MetaField::published},
    {"article.headline", MetaField::title},
    {"article.origheadline", MetaField::title},
    {"article.published", MetaField::published},
    {"article.section", MetaField::section},
    {"article.updated", MetaField::modified},
    {"article:author", MetaField::author, Evidence::open_graph},
    {"article:author:name", MetaField::author, Evidence::open_graph},
    {"article:author_name", MetaField::author, Evidence::open_graph},
    {"article:byline", MetaField::author, Evidence::open_graph},
    {"article:modified", MetaField::modified, Evidence::open_graph},
    {"article:modified_date", MetaField::modified, Evidence::open_graph},
    {"article:modified_time", MetaField::modified, Evidence::open_graph},
    {"article:post_modified", MetaField::modified, Evidence::open_graph},
    {"article:published", MetaField::published, Evidence::open_graph},
    {"article:published_date", MetaField::published, Evidence::open_graph},
    {"article:published_time", MetaField::published, Evidence::open_graph},
    {"article:section", MetaField::section, Evidence::open_graph},
    {"article:tag", MetaField::tag, Evidence::open_graph},
    {"article_author", MetaField::author},
    {"article_date_original", MetaField::published},
    {"article_section", MetaField::section},
    {"articleauthor", MetaField::author},
    {"articlesection", MetaField::section},
    {"author", MetaField::author},
    {"author_name", MetaField::author},
    {"authors", MetaField::author},
    {"bt:author", MetaField::author},
    {"bt:moddate", MetaField::modified},
    {"bt:pubdate", MetaField::published},
    {"byl", MetaField::author},
    {"byline", MetaField::author},
    {"citation_author", MetaField::author},
    {"citation_authors", MetaField::author},
    {"citation_date", MetaField::published},
    {"citation_journal_title", MetaField::site_name},
    {"citation_online_date", MetaField::published},
    {"citation_publication_date", MetaField::published},
    {"citation_publisher", MetaField::publisher},
    {"citation_title", MetaField::title},
    {"content-language", MetaField::language},
    {"content:publishdate", MetaField::published},
    {"creator", MetaField::author},
    {"cxenseparse:author", MetaField::author},
    {"cxenseparse:pageclass", MetaField::page_type},
    {"cxenseparse:publishtime", MetaField::published},
    {"cxenseparse:recs:publishtime", MetaField::published},
    {"cxenseparse:recs:pubtime", MetaField::published},
    {"cxenseparse:title", MetaField::title},
    {"date", MetaField::published},
    {"date.created", MetaField::published},
    {"date.modified", MetaField::modified},
    {"date_published", MetaField::published},
    {"datecreated", MetaField::published},
    {"datemodified", MetaField::modified},
    {"datepublished", MetaField::published},
    {"dc.creator", MetaField::author},
    {"dc.creator.name", MetaField::author},
    {"dc.date", MetaField::published},
    {"dc.date.created", MetaField::published},
    {"dc.date.issued", MetaField::published},
    {"dc.date.modified", MetaField::modified},
    {"dc.description", MetaField::standfirst},
    {"dc.language", MetaField::language},
    {"dc.publisher", MetaField::publisher},
    {"dc.subject", MetaField::tag},
    {"dc.title", MetaField::title},
    {"dc:creator", MetaField::author},
    {"dc:date", MetaField::published},
    {"dc:language", MetaField::language},
    {"dc:title", MetaField::title},
    {"dcsext.author", MetaField::author},
    {"dcsext.articledate", MetaField::published},
    {"dcterms.abstract", MetaField::standfirst},
    {"dcterms.created", MetaField::published},
    {"dcterms.creator", MetaField::author},
    {"dcterms.date", MetaField::published},
    {"dcterms.issued", MetaField::published},
    {"dcterms.language", MetaField::language},
    {"dcterms.modified", MetaField::modified},
    {"dcterms.publisher", MetaField::publisher},
    {"dcterms.title", MetaField::title},
    {"description", MetaField::standfirst},
    {"displaydate", MetaField::published},
    {"doc_date", MetaField::published},
    {"fulltitle", MetaField::title},
    {"gsa-publish-date", MetaField::published},
    {"hdl", MetaField::title},
    {"hdl_p", MetaField::title},
    {"iso-8601-publish-date", MetaField::published},
    {"keywords", MetaField::tag},
    {"language", MetaField::language},
    {"last-modified", MetaField::modified},
    {"last-updated", MetaField::modified},
    {"lastmod", MetaField::modified},
    {"lastmodified", MetaField::modified},
    {"lp", MetaField::standfirst},
    {"mediator_author", MetaField::author},
    {"mediator_published_time", MetaField::published},
    {"modified_date", MetaField::modified},
    {"msapplication-title", MetaField::site_name},
    {"news_keywords", MetaField::tag},
    {"og:article:author", MetaField::author, Evidence::open_graph},
    {"og:article:modified_time", MetaField::modified, Evidence::open_graph},
    {"og:article:published_time", MetaField::published, Evidence::open_graph},
    {"og:article:section", MetaField::section, Evidence::open_graph},
    {"og:article:tag", MetaField::tag, Evidence::open_graph},
    {"og:author", MetaField::author, Evidence::open_graph},
    {"og:description", MetaField::standfirst, Evidence::open_graph},
    {"og:image", MetaField::image, Evidence::open_graph},
    {"og:image:secure_url", MetaField::image, Evidence::open_graph},
    {"og:image:url", MetaField::image, Evidence::open_graph},
    {"og:locale", MetaField::language, Evidence::open_graph},
    {"og:pubdate", MetaField::published, Evidence::open_graph},
    {"og:published_time", MetaField::published, Evidence::open_graph},
    {"og:release_date", MetaField::published, Evidence::open_graph},
    {"og:section", MetaField::section, Evidence::open_graph},
    {"og:site_name", MetaField::site_name, Evidence::open_graph},
    {"og:title", MetaField::title, Evidence::open_graph},
    {"og:type", MetaField::page_type, Evidence::open_graph},
    {"og:updated_time", MetaField::modified, Evidence::open_graph},
    {"og:url", MetaField::canonical, Evidence::open_graph},
    {"originalpublicationdate", MetaField::published},
    {"page.section", MetaField::section},
    {"parsely-author", MetaField::author},
    {"parsely-page-type", MetaField::page_type},
    {"parsely-pub-date", MetaField::published},
    {"parsely-section", MetaField::section},
    {"parsely-tags", MetaField::tag},
    {"parsely-title", MetaField::title},
    {"parsely-type", MetaField::page_type},
    {"pdate", MetaField::published},
    {"prism.publicationdate", MetaField::published},
    {"prism.section", MetaField::section},
    {"pub_date", MetaField::published},
    {"pubdate", MetaField::published},
    {"publication-date", MetaField::published},
    {"publication_date", MetaField::published},
    {"publish-date", MetaField::published},
    {"publish_date", MetaField::published},
    {"publishdate", MetaField::published},
    {"published", MetaField::published},
    {"published-date", MetaField::published},
    {"published_at", MetaField::published},
    {"published_date", MetaField::published},
    {"published_time", MetaField::published},
    {"publisheddate", MetaField::published},
    {"publisher", MetaField::publisher},
    {"ptime", MetaField::published},
    {"rbpubdate", MetaField::published},
    {"release_date", MetaField::published},
    {"revised", MetaField::modified},
    {"sailthru.author", MetaField::author},
    {"sailthru.date", MetaField::published},
    {"sailthru.description", MetaField::standfirst},
    {"sailthru.image.full", MetaField::image},
    {"sailthru.tags", MetaField::tag},
    {"sailthru.title", MetaField::title},
    {"sailthru.verticals", MetaField::section},
    {"section", MetaField::section},
    {"section-name", MetaField::section},
    {"shareaholic:article_author_name", MetaField::author},
    {"shareaholic:article_published_time", MetaField::published},
    {"shareaholic:keywords", MetaField::tag},
    {"subsection", MetaField::section},
    {"swiftype:author", MetaField::author},
    {"swiftype:published_at", MetaField::published},
    {"swiftype:title", MetaField::title},
    {"time", MetaField::published},
    {"title", MetaField::title},
    {"twitter:creator", MetaField::author},
    {"twitter:description", MetaField::standfirst},
    {"twitter:image", MetaField::image},
    {"twitter:image:src", MetaField::image},
    {"twitter:title", MetaField::title},
    {"uploaddate", MetaField::published},
    {"utime", MetaField::modified},
    {"vr:author", MetaField::author},
    {"vr:category", MetaField::section},
    {"vr:published_time", MetaField::published},
    {"vr:title", MetaField::title},
    {"weibo:article:create_at", MetaField::published},
    {"weibo:article:update_at", MetaField::modified},
});

consteval auto sorted_names() {
  auto names = meta_names;
  std::ranges::sort(names, {}, &MetaName::name);
  return names;
}

const MetaName* known_meta(std::string_view name) {
  static constexpr auto sorted = sorted_names();
  const auto found = std::ranges::lower_bound(sorted, name, {}, &MetaName::name);
  return found != sorted.end() && found->name == name ? &*found : nullptr;
}

/// RDFa names whole: "http://ogp.me/ns#title" is "og:title", "http://ogp.me/ns/article#author" is "article:author".
std::string with_prefix(std::string name) {
  constexpr std::string_view space = "://ogp.me/ns";
  const std::size_t found = name.starts_with("http") ? name.find(space) : std::string::npos;
  const std::size_t hash = found == std::string::npos ? found : name.find('#', found);
  if (hash == std::string::npos) return name;
  std::string prefix = name.substr(found + space.size(), hash - found - space.size());
  if (prefix.starts_with('/')) prefix.erase(0, 1);
  return (prefix.empty() ? "og" : prefix) + ":" + name.substr(hash + 1);
}

/// The page's name for a value: `name`, `property` or `http-equiv`, lower case; "og:" and friends may stand in either.
std::string meta_name(const HtmlDocument& document, NodeId id) {
  for (const char* key : {"property", "name", "http-equiv"}) {
    const std::string_view value = trimmed(document.attribute(id, key));
    if (!value.empty() && value.size() < 64) {
      std::string name = with_prefix(ascii_lower(value.substr(0, value.find(' '))));
      if (known_meta(name)) return name;
    }
  }
  return {};
}

void read_meta_elements(const HtmlDocument& document, Candidates& out) {
  std::size_t values = 0;
  for (const NodeId id : document.all(Tag::meta)) {
    if (values >= max_values) return;
    const std::string name = meta_name(document, id);
    if (name.empty()) continue;
    const MetaName& known = *known_meta(name);
    const std::string_view content = document.attribute(id, document.has_attribute(id, "content") ? "content" : "value");
    if (content.size() > max_value_bytes) continue;
    std::string value = clean_value(content);
    if (value.empty()) continue;
    out.add(known.field, known.evidence, std::move(value), name, id);
    ++values;
  }
}

/// "twitter:label1" says what "twitter:data1" is: "Written by", "Verfasst von", "Escrito por".
void read_labelled_author(const HtmlDocument& document, Candidates& out) {
  constexpr std::string_view labels = "twitter:label", values = "twitter:data", any_name = " Jane Doe";
  std::string wanted;
  for (const NodeId id : document.all(Tag::meta)) {
    std::string_view name = document.attribute(id, "name");
    if (name.empty()) name = document.attribute(id, "property");
    const std::string_view content = document.attribute(id, "content");
    if (!name.starts_with("twitter:") || content.empty() || content.size() > max_value_bytes) continue;
    if (name.starts_with(labels) && byline_prefix_length(clean_value(content) + std::string(any_name)) > 0) {
      wanted = std::string(values) + std::string(name.substr(labels.size()));
    } else if (name == wanted) {
      out.add(MetaField::author, Evidence::meta, clean_value(content), "twitter:data", id);
      return;
    }
  }
}

void read_links(const HtmlDocument& document, Candidates& out) {
  for (const NodeId id : document.all(Tag::link)) {
    const std::string rel = ascii_lower(trimmed(document.attribute(id, "rel")));
    const std::string_view href = trimmed(document.attribute(id, "href"));
    if (href.empty() || href.size() > max_value_bytes) continue;
    if (rel == "canonical") out.add(MetaField::canonical, Evidence::link, std::string(href), "canonical", id);
    if (rel == "image_src") out.add(MetaField::image, Evidence::link, std::string(href), "image_src", id);
  }
}

void read_title_element(const HtmlDocument& document, Candidates& out) {
  for (const NodeId id : document.all(Tag::title)) {
    if (document.closest(id, Tag::svg) != no_node) continue;
    std::string title = clean_value(document.text_of(id));
    if (title.empty() || title.size() > max_value_bytes) continue;
    out.add(MetaField::title, Evidence::title_element, std::move(title), "title", id);
    return;
  }
}

void read_language(const HtmlDocument& document, Candidates& out) {
  for (const Tag tag : {Tag::html, Tag::body, Tag::article}) {
    const auto& found = document.all(tag);
    if (found.empty()) continue;
    for (const char* key : {"lang", "xml:lang"}) {
      const std::string_view value = trimmed(document.attribute(found.front(), key));
      if (!value.empty() && value.size() < 64)
        out.add(MetaField::language, Evidence::meta, std::string(value), std::string(tag_name(tag)) + "." + key, found.front());
    }
  }
}

}  // namespace

void read_meta(const HtmlDocument& document, Candidates& candidates) {
  read_meta_elements(document, candidates);
  read_labelled_author(document, candidates);
  read_links(document, candidates);
  read_title_element(document, candidates);
  read_language(document, candidates);
}

}  // namespace backfile
