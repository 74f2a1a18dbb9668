// Readers of metadata, each adding candidates with their evidence, and the resolvers that choose among them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/article.hpp"
#include "indexer/extract/candidates.hpp"
#include "indexer/extract/html_document.hpp"

namespace backfile {

// Readers. None trusts what it reads; none looks at another's candidates.
void read_json_ld(const HtmlDocument&, Candidates&);      // graphs, @id references, arrays, lenient syntax
void read_meta(const HtmlDocument&, Candidates&);         // <meta> families (OpenGraph, article:, twitter:, dc, parsely, sailthru, cXense ...), <link>, <title>, lang
void read_microdata(const HtmlDocument&, Candidates&);    // itemprop, RDFa property
void read_visible(const HtmlDocument&, Candidates&);      // headlines, bylines, rel=author, breadcrumbs, rel=tag

/// True if the page holds an application's state.
[[nodiscard]] bool has_state_json(const HtmlDocument&);
/// The page's own article in that state (__NEXT_DATA__, Fusion.globalContent, window.__INITIAL_STATE__ ...), known by its title or address;
/// false if there is none. Costs more than all other readers: to be asked only where the tree shows no text.
bool read_state_json(const HtmlDocument&, std::string_view title, std::string_view address, Candidates&);

struct TitleChoice { std::string title; NodeId headline = no_node; std::string from; };
[[nodiscard]] TitleChoice resolve_title(const HtmlDocument&, const Candidates&, std::string_view address = {});

struct AuthorChoice { std::vector<std::string> authors; std::string from; };
/// Call when the body is known: a byline beside the text counts more than one elsewhere.
[[nodiscard]] AuthorChoice resolve_authors(const HtmlDocument&, const Candidates&, std::string_view site, NodeId body_first, NodeId body_last);
/// "By Jane Doe and John Roe, Political Editor" -> the names, in every language's manner.
[[nodiscard]] std::vector<std::string> split_authors(std::string_view byline);

/// `title`: as resolved, to find the line above it on pages that mark nothing.
[[nodiscard]] std::string resolve_section(const HtmlDocument&, const Candidates&, std::string_view address, std::string_view title = {});
[[nodiscard]] std::vector<std::string> resolve_tags(const Candidates&);
[[nodiscard]] std::string resolve_publisher(const Candidates&, std::string_view address = {});
[[nodiscard]] std::string resolve_image(const Candidates&, std::string_view address);
[[nodiscard]] std::string declared_language(const HtmlDocument&, const Candidates&);
/// The article's JSON-LD or microdata articleBody, or empty.
[[nodiscard]] std::string_view declared_body(const Candidates&);

/// The page's own canonical address if it may replace the crawl's (DESIGN.md, section 2: address), else empty.
[[nodiscard]] std::string canonical_address(const Candidates&, std::string_view address, bool address_is_known);

/// Where the text is from, as the page says: the canonical link when it leads to another site than `page_address` (empty: unknown), else the agency among the authors
/// or in the brackets of the dateline. Empty without any, and for an agency's own site. `article` is filled but for this.
[[nodiscard]] std::string resolve_original(const Candidates&, const Article& article, std::string_view page_address);

}  // namespace backfile
