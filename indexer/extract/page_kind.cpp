// A reject needs two kinds of evidence that agree: what the page calls itself (metadata, address, title, its body's class) and what
// its shape shows. Neither is enough: publishers declare articles as "website", name articles "Not found", put forty headlines
// beside three lines of news. What is declared an article stays one. A page rejected wrongly is a lost article; a list taken for an
// article is one bad hit: the thresholds lean that way.
#include "indexer/extract/page_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "common/address.hpp"
#include "common/text.hpp"
#include "indexer/extract/page_kind_words.hpp"
#include "indexer/extract/page_shape.hpp"
#include "indexer/extract/site_link.hpp"

namespace backfile {
namespace {

// Summaries in lists stay below this (letters, see page_shape.hpp); an article with more text standing together is no list.
constexpr std::size_t article_run = 650;
// Text outside links that a list has for each of its headlines, at most. Articles cut up into boxes have far more.
constexpr std::size_t text_per_headline = 450;
// Headline links that make a list, when the page calls itself one; when only its address is short; and when nothing says so.
constexpr std::size_t named_list = 3, short_address_list = 8, bare_list = 20;
// Error, login, redirect and consent pages have next to no text beside their message.
constexpr std::size_t message_run = 600, tiny_page = 400, consent_page = 4500;
// Two lines of sentences below the headline, before any other headline, are an article's own; sections have a line at most.
constexpr std::size_t lead_lines = 2, lead_letters = 80;
constexpr int redirect_seconds = 15;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Reject reject(Reason reason, std::string detail) { return {.reason = reason, .detail = std::move(detail)}; }

// --- What the page calls itself -------------------------------------------------------------------------------------------

/// Words of metadata about the kind of page.
struct Declared {
  bool article = false;        // structured data of an article, or a publication time in OpenGraph
  bool article_by_name = false;  // og:type alone: some sites put it on every page
  bool list = false, search = false;
  bool service = false;  // about the site, or for sale
};

bool is_article_type(std::string_view type) {
  return contains(type, "article") || contains(type, "posting") || contains(type, "report") || contains(type, "review") || contains(type, "recipe") ||
         type == "story" || type == "news";
}

void read_type(Declared& declared, const Candidate& candidate) {
  const std::string type = lowered(candidate.value);
  if (type == "searchresultspage") declared.search = declared.list = true;
  else if (type == "collectionpage" || type == "itemlist" || type == "profilepage" || type == "profile") declared.list = true;
  else if (type == "aboutpage" || type == "contactpage" || type == "checkoutpage" || type == "jobposting" || type == "product" || type.starts_with("product."))
    declared.service = true;
  else if (is_article_type(type)) (candidate.evidence == Evidence::json_ld ? declared.article : declared.article_by_name) = true;
}

Declared declared_kind(const Candidates& candidates) {
  Declared declared;
  for (const Candidate& c : candidates.all()) {
    if (c.field == MetaField::page_type && c.of_main_item) read_type(declared, c);
    if (c.field == MetaField::published && c.evidence == Evidence::open_graph) declared.article = true;
    const bool of_work = c.evidence == Evidence::microdata && c.of_main_item && (c.field == MetaField::title || c.field == MetaField::body);
    if (of_work && is_article_type(lowered(c.detail.substr(0, c.detail.find('.'))))) declared.article = true;
  }
  return declared;
}

/// WordPress, Drupal and others say the kind of page in the body's class.
struct BodyClass {
  bool article = false, home = false, list = false, search = false, error = false;
};

BodyClass body_class(const HtmlDocument& document) {
  BodyClass kind;
  const auto& bodies = document.all(Tag::body);
  if (bodies.empty()) return kind;
  std::string classes = lowered(document.attribute(bodies.front(), "class"));
  std::string_view rest = classes;
  for (int words = 0; !rest.empty() && words < 100; ++words) {
    const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    kind.article |= word == "single" || word == "single-post" || word == "article" || word.starts_with("page-node-type-") || word.starts_with("node-type-");
    kind.home |= word == "home" || word == "frontpage" || word == "front-page" || word == "path-frontpage" || word == "homepage";
    kind.list |= word == "archive" || word == "category" || word == "tag" || word == "author" || word == "page-taxonomy-term" || word == "path-taxonomy";
    kind.search |= word == "search-results" || word == "search-no-results";
    kind.error |= word == "error404";
  }
  return kind;
}

/// What the address alone suggests.
struct AddressKind {
  bool known = false;
  bool root = false;           // "/", "/en/", "/index.html"
  bool short_directory = false;  // "/world/", "/sport/football": no number, no slug
  std::string directory;         // its last segment
  std::size_t depth = 0;         // segments
  std::string page_name;         // the last segment as words, without what follows its dot
  bool article_like = false;   // a number of four digits and more, or a slug
  bool list = false, search = false, login = false;
};

bool looks_like_slug(std::string_view segment) {
  const auto marks = std::ranges::count_if(segment, [](char c) { return c == '-' || c == '_'; });
  return marks >= 3 || segment.size() > 40;
}

/// Three words and more, a short one between two apart ("arts-and-culture").
bool looks_like_title(std::string_view segment) {
  constexpr std::size_t joining = 3;
  const std::size_t first = segment.find('-');
  if (first == std::string_view::npos) return false;
  const std::size_t second = segment.find('-', first + 1);
  return second != std::string_view::npos && (second - first - 1 > joining || segment.find('-', second + 1) != std::string_view::npos);
}

bool has_long_number(std::string_view segment) {
  std::size_t digits = 0;
  return std::ranges::any_of(segment, [&](char c) { return (digits = is_digit(c) ? digits + 1 : 0) >= 4; });
}

/// "/world/" of "/world/index.html": servers show a directory under either.
std::string_view without_index(std::string_view path) {
  constexpr std::array indexes = std::to_array<std::string_view>(
      {"index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.aspx", "default.asp", "home", "home.html"});
  const std::size_t name = path.rfind('/') + 1;
  return std::ranges::find(indexes, lowered(path.substr(name))) == indexes.end() ? path : path.substr(0, name);
}

std::vector<std::string> path_segments(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty() && segments.size() < 32) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(lowered(path.substr(0, end)));
    path.remove_prefix(end);
  }
  return segments;
}

std::vector<std::string> parameter_names(std::string_view query) {
  std::vector<std::string> names;
  while (!query.empty() && names.size() < 32) {
    const std::size_t end = std::min(query.find('&'), query.size());
    names.push_back(lowered(query.substr(0, std::min(query.find('='), end))));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return names;
}

/// "local/page/3", "2025/05/04", "bridges": what a list's segment leads to. A story below it has more words, or a file's name.
bool leads_to_a_list(std::span<const std::string> segments) {
  std::size_t names = 0;
  for (const std::string& segment : segments) {
    const std::string_view stem = std::string_view(segment).substr(0, segment.find('.'));
    const bool whole = stem.size() == segment.size() || stem.size() <= 4;  // "2024.html" is a year, "63076.html" a story
    if ((whole && std::ranges::all_of(stem, is_digit)) || segment == "page") continue;
    if (contains(segment, ".") || ++names > 2) return false;
  }
  return names < 2 || !looks_like_title(segments.back());
}

AddressKind address_kind(std::string_view address) {
  AddressKind kind;
  if (address.empty() || address.starts_with("file:")) return kind;
  const AddressParts parts = split_address(address);
  const std::string_view path = without_index(parts.path);
  const auto segments = path_segments(path);
  kind.known = true;
  const bool language_root = segments.size() == 1 && segments[0].size() == 2;
  const auto parameters = parameter_names(parts.query);
  const bool plain = std::ranges::all_of(parameters, [](const std::string& name) { return is_paging_parameter(name) || is_tracking_parameter(name); });
  kind.root = plain && (segments.empty() || language_root);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string& segment = segments[i];
    kind.list |= is_list_segment(segment) && leads_to_a_list(std::span(segments).subspan(i + 1));
    kind.search |= is_search_segment(segment) && !kind.article_like && std::ranges::none_of(std::span(segments).subspan(i + 1), looks_like_slug);
    kind.login |= is_login_segment(segment);
    kind.article_like |= has_long_number(segment) || looks_like_slug(segment);
  }
  kind.search |= std::ranges::any_of(parameters, is_search_parameter) && (kind.search || segments.size() <= 1);
  const bool directory = !segments.empty() && (path.ends_with('/') || !contains(segments.back(), "."));
  kind.short_directory = directory && segments.size() <= 3 && !kind.article_like && plain;
  kind.depth = segments.size();
  if (!segments.empty()) {
    kind.page_name = segments.back().substr(0, segments.back().find('.'));
    std::ranges::replace_if(kind.page_name, [](char c) { return c == '-' || c == '_'; }, ' ');
  }
  if (kind.short_directory) kind.directory = segments.back();
  return kind;
}

/// The title's parts and headline, folded: "Page not found | The Daily" says it in a part.
std::vector<std::string> self_names(const PageKindEvidence& evidence) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view text) {
    std::string folded = folded_value(cut_utf8(text, 300));
    for (std::size_t at = 0; (at = folded.find("\u2019", at)) != std::string::npos;) folded.replace(at, 3, "'");
    if (!folded.empty()) names.push_back(std::move(folded));
  };
  add(evidence.title);
  std::vector<std::string> texts;
  for (const NodeId id : evidence.document.all(Tag::title)) texts.push_back(evidence.document.text_of(id));
  for (const NodeId id : evidence.document.all(Tag::h1)) texts.push_back(evidence.document.text_of(id));
  if (texts.size() > 8) texts.resize(8);
  for (const std::string& text : texts) {
    add(text);
    for (const std::string_view separator : {" | ", " - ", " \u2013 ", " \u2014 ", " \u00b7 ", " :: ", ": ", "! ", " \u00ab ", " \u00bb "}) {
      const std::size_t at = text.find(separator);
      if (at == std::string::npos) continue;
      add(std::string_view(text).substr(0, at));
      add(std::string_view(text).substr(at + separator.size()));
    }
  }
  return names;
}

/// Everything the verdicts look at.
struct Signs {
  const PageKindEvidence& evidence;
  Declared declared;
  BodyClass body;
  AddressKind address;
  PageShape shape;
  std::vector<std::string> names;

  [[nodiscard]] bool called(bool (*test)(std::string_view)) const {
    return std::ranges::any_of(names, [&](const std::string& name) { return test(name); });
  }
  [[nodiscard]] bool says_article() const { return declared.article || declared.article_by_name || body.article; }
  /// "/authors/mary-keel" under the title "Mary Keel", who is found as the author of her own page.
  [[nodiscard]] bool called_as_in_address() const { return std::ranges::find(names, folded_value(address.page_name)) != names.end(); }
  [[nodiscard]] bool is_named_by_address() const {
    std::string directory = address.directory;
    std::ranges::replace(directory, '-', ' ');
    return !directory.empty() && !looks_like_title(address.directory) && std::ranges::find(names, folded_value(directory)) != names.end();
  }
  /// The menu has an entry for this very address, under the name that the page has: "/society/" is "Общество".
  [[nodiscard]] bool is_named_by_menu() const {
    if (!address.known || address.article_like || address.root || address.depth > 2) return false;
    const AddressParts parts = split_address(evidence.address);
    const std::string own = std::string(path_within_site(without_index(parts.path), {}));
    return std::ranges::any_of(evidence.document.all(Tag::a), [&](NodeId link) {
      if (path_within_site(evidence.document.attribute(link, "href"), parts.host) != own) return false;
      return std::ranges::find(names, folded_value(evidence.document.text_of(link))) != names.end();
    });
  }
  /// Its <h1> says more than the name of a section.
  [[nodiscard]] bool has_headline() const {
    constexpr std::ptrdiff_t words = 3;
    const HtmlDocument& document = evidence.document;
    const auto& headings = document.all(Tag::h1);
    if (headings.size() != 1 || document.closest(headings.front(), Tag::a) != no_node) return false;
    const std::string title = folded_value(evidence.title);
    return folded_value(document.text_of(headings.front())) == title && std::ranges::count(title, ' ') >= words - 1;
  }
  /// It has a text of its own, however short: what only its address makes a list is none then.
  [[nodiscard]] bool opens_with_text() const { return shape.lead_lines >= lead_lines && shape.lead_letters >= lead_letters; }
  [[nodiscard]] bool is_list_shaped(std::size_t headlines) const {
    return shape.headline_links >= headlines && shape.longest_run < article_run &&
           shape.text <= (shape.headline_links + 2) * text_per_headline;
  }
};

// --- Verdicts, each nullopt or its reject ---------------------------------------------------------------------------------

/// "0; url=..." of a meta refresh that leaves for another page at once.
bool refreshes_away(std::string_view content) {
  int seconds = 0;
  std::size_t at = content.find_first_not_of(" \t");
  while (at < content.size() && is_digit(content[at]) && seconds < 1000) seconds = seconds * 10 + (content[at++] - '0');
  return seconds <= redirect_seconds && contains(lowered(content), "url");
}

bool has_refresh_away(const HtmlDocument& document) {
  return std::ranges::any_of(document.all(Tag::meta), [&](NodeId id) {
    return lowered(document.attribute(id, "http-equiv")) == "refresh" && document.closest(id, Tag::noscript) == no_node &&
           refreshes_away(document.attribute(id, "content"));
  });
}

std::optional<Reject> redirect_verdict(const Signs& signs) {
  if (signs.shape.all_text > tiny_page) return std::nullopt;
  if (has_refresh_away(signs.evidence.document)) return reject(Reason::redirect_page, "a meta refresh and no text");
  if (signs.called(names_a_redirect) && !signs.says_article()) return reject(Reason::redirect_page, "its title says that it moved");
  return std::nullopt;
}

/// "Please enable JavaScript" under the name of the host: nothing in the page is about anything.
bool is_message_of_the_host(const Signs& signs) {
  if (signs.shape.all_text > tiny_page || !signs.address.known) return false;
  const std::string title = folded_value(signs.evidence.title);
  const AddressParts parts = split_address(signs.evidence.address);
  std::string_view host = parts.host;
  if (host.starts_with("www.")) host.remove_prefix(4);
  const bool untitled = title.empty() || title == host || title == parts.host;
  const std::string text = folded_value(signs.shape.run_text);
  return untitled && !text.empty() && holds_an_error(text);
}

std::optional<Reject> error_verdict(const Signs& signs) {
  if (signs.declared.article || signs.shape.longest_run > message_run) return std::nullopt;
  if (signs.body.error) return reject(Reason::error_page, "the body's class is error404");
  if (signs.evidence.dated || signs.evidence.has_author || signs.says_article()) return std::nullopt;
  if (signs.called(names_an_error)) return reject(Reason::error_page, "its title names an error and it has no text");
  if (is_message_of_the_host(signs)) return reject(Reason::error_page, "its text is an error's, its title the host's name");
  return std::nullopt;
}

/// A dialogue for consent over an article, or beside one whose text scripts would have brought: the page has a headline elsewhere, or a text.
bool is_beside_an_article(const Signs& signs) {
  if (signs.called(names_consent)) return false;
  const HtmlDocument& document = signs.evidence.document;
  const std::string& text = signs.evidence.body.text;
  if (!text.empty() && consent_phrases(folded_value(cut_utf8(text, 4096))) < 2) return true;
  return std::ranges::any_of(document.all(Tag::h1), [&](NodeId id) {
    const std::string headline = folded_value(document.text_of(id));
    return !headline.empty() && consent_phrases(headline) == 0 && document.node(id).parent != signs.shape.run_container;
  });
}

/// Something to press that gives consent.
bool has_consent_control(const HtmlDocument& document) {
  return std::ranges::any_of(std::array{Tag::button, Tag::a}, [&](Tag tag) {
    return std::ranges::any_of(document.all(tag), [&](NodeId id) {
      const std::string label = document.text_of(id);
      return label.size() <= 60 && consent_phrases(folded_value(label)) > 0;
    });
  });
}

std::optional<Reject> consent_verdict(const Signs& signs) {
  if (signs.says_article() || signs.evidence.dated || signs.evidence.has_author) return std::nullopt;
  if (signs.shape.all_text > consent_page || signs.shape.headline_links >= named_list) return std::nullopt;
  const int phrases = consent_phrases(folded_value(signs.shape.run_text));
  if (phrases < 2 || (phrases < 4 && !signs.called(names_consent)) || is_beside_an_article(signs)) return std::nullopt;
  if (signs.shape.longest_run > message_run && !has_consent_control(signs.evidence.document)) return std::nullopt;
  return reject(Reason::consent_page, "its text asks for consent");
}

std::optional<Reject> login_verdict(const Signs& signs) {
  if (!signs.shape.asks_password || signs.says_article() || signs.shape.longest_run > message_run || signs.evidence.has_author) return std::nullopt;
  if (!signs.called(names_a_login) && !signs.address.login) return std::nullopt;
  return reject(Reason::login_page, "a password field and no text");
}

/// Contact, imprint, subscriptions: title and address name one, or the page declares it.
std::optional<Reject> service_verdict(const Signs& signs) {
  if (signs.says_article() || signs.evidence.has_author) return std::nullopt;
  if (signs.declared.service) return reject(Reason::service_page, "declared to be about the site, or for sale");
  const std::string name = folded_value(signs.address.page_name);
  const bool legal = signs.called(names_a_legal_page);
  if (!legal && !signs.called(names_a_site_page)) return std::nullopt;
  if (signs.evidence.dated && !(legal && signs.address.depth == 1)) return std::nullopt;  // terms tell since when they hold
  if (signs.address.depth > 2 || !(names_a_legal_page(name) || names_a_site_page(name))) return std::nullopt;
  return reject(Reason::service_page, "title and address name a page on the site itself");
}

std::optional<Reject> search_verdict(const Signs& signs) {
  if (signs.says_article() || signs.shape.longest_run >= article_run) return std::nullopt;
  const bool by_address = signs.address.search && !signs.opens_with_text() && (signs.called(names_a_search) || signs.is_list_shaped(named_list));
  if (!signs.declared.search && !signs.body.search && !by_address) return std::nullopt;
  return reject(Reason::search_page, fmt::format("it calls itself a search, {} headline links", signs.shape.headline_links));
}

std::optional<Reject> home_verdict(const Signs& signs) {
  const bool home = signs.address.known ? signs.address.root : signs.body.home;
  if (!home || signs.declared.article || signs.body.article || !signs.is_list_shaped(named_list)) return std::nullopt;
  return reject(Reason::home_page, fmt::format("the site's root, {} headline links and no text of its own", signs.shape.headline_links));
}

/// "/world/" under the title "World" is the section; without its name a single segment and more headlines have to do. Stories have short
/// addresses too: deep ones with a line of text want more headlines, and names of two words ("/sport/rovers-win") want them without a line.
bool is_section(const Signs& signs) {
  if (!signs.is_list_shaped(named_list)) return false;
  if (signs.address.short_directory) {
    const bool many = signs.is_list_shaped(short_address_list), silent = signs.shape.lead_lines == 0, shallow = signs.address.depth == 1;
    const bool one_word = !contains(signs.address.directory, "-");
    if (!signs.is_named_by_address()) {
      if (shallow && many) return true;
    } else if (one_word ? shallow || silent || many : silent && many) {
      return true;
    }
  }
  return signs.is_named_by_menu();
}

std::optional<Reject> list_verdict(const Signs& signs) {
  if (signs.says_article()) return std::nullopt;
  const bool by_address = signs.address.list && (!signs.evidence.has_author || signs.called_as_in_address());
  const bool named = signs.declared.list || signs.body.list || signs.body.home || by_address;
  const std::string detail = fmt::format("{} headline links and no text of its own", signs.shape.headline_links);
  if (named && signs.is_list_shaped(named_list)) return reject(Reason::list_page, "it calls itself a list: " + detail);
  if (signs.address.article_like || signs.evidence.has_author || signs.opens_with_text()) return std::nullopt;
  if (is_section(signs)) return reject(Reason::list_page, "the address of a section: " + detail);
  if (signs.is_list_shaped(named_list) && signs.called(names_a_list)) return reject(Reason::list_page, "its title names a list: " + detail);
  if (!signs.evidence.dated && !signs.has_headline() && signs.is_list_shaped(bare_list)) return reject(Reason::list_page, detail);
  return std::nullopt;
}

}  // namespace

std::optional<Reject> reject_by_http(const Page& page) {
  if (page.http_status >= 300) return reject(Reason::http_status, fmt::format("HTTP status {}", page.http_status));
  if (!may_be_html(page.media_type)) return reject(Reason::media_type, page.media_type);
  return std::nullopt;
}

std::optional<Reject> reject_by_structure(const PageKindEvidence& evidence) {
  const Declared declared = declared_kind(evidence.candidates);
  // What is declared an article can only be a redirect: most pages are spared the look at their shape.
  if (declared.article && !has_refresh_away(evidence.document)) return std::nullopt;
  const Signs signs{.evidence = evidence,
                    .declared = declared,
                    .body = body_class(evidence.document),
                    .address = address_kind(evidence.address),
                    .shape = shape_of(evidence.document),
                    .names = self_names(evidence)};
  for (const auto verdict : {redirect_verdict, error_verdict, consent_verdict, login_verdict, service_verdict, search_verdict, home_verdict, list_verdict})
    if (auto rejected = verdict(signs)) return rejected;
  return std::nullopt;
}

}  // namespace backfile
