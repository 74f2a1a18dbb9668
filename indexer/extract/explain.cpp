#include "indexer/extract/explain.hpp"

#include <fmt/format.h>

#include "common/text.hpp"

namespace backfile {
namespace {

/// Long values (bodies, descriptions) are shown by their beginning.
constexpr std::size_t max_shown_bytes = 300;

std::string shown(std::string_view value) {
  if (value.size() <= max_shown_bytes) return std::string(value);
  return fmt::format("{}... ({} bytes)", cut_utf8(value, max_shown_bytes), value.size());
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

class Explainer {
 public:
  explicit Explainer(const ExplainInput& input) : in_(input) {}

  void chosen(std::string field, std::string_view value, std::string evidence, std::string note = {}) {
    if (value.empty()) return;
    lines.push_back({.field = std::move(field), .value = shown(value), .evidence = std::move(evidence), .chosen = true,
                     .note = std::move(note)});
  }

  void candidates_of(MetaField field, std::string_view winner = {}) {
    for (const Candidate& c : in_.candidates.all()) {
      if (c.field != field) continue;
      std::string note;
      if (!c.of_main_item) note = "belongs to another item of the page";
      else if (!winner.empty() && c.value == winner) note = "agrees";
      if (c.is_person) note += note.empty() ? "person" : ", person";
      if (c.is_organisation) note += note.empty() ? "organisation" : ", organisation";
      lines.push_back({.field = std::string(field_name(field)), .value = shown(c.value),
                       .evidence = std::string(evidence_name(c.evidence)), .detail = c.detail, .note = std::move(note)});
    }
  }

  void dates() {
    const auto& published = in_.dates.published;
    if (published) chosen("published", to_string(*published), in_.dates.published_from);
    if (in_.dates.modified) chosen("modified", to_string(*in_.dates.modified), {});
    for (const DateCandidate& c : in_.dates.candidates) {
      lines.push_back({.field = c.modified ? "modified" : "published", .value = to_string(c.date), .evidence = c.from,
                       .note = c.note.empty() ? fmt::format("weight {:.2f}", c.weight)
                                              : fmt::format("weight {:.2f}, {}", c.weight, c.note)});
    }
  }

  std::vector<Explanation> lines;

 private:
  const ExplainInput& in_;
};

}  // namespace

std::vector<Explanation> explanations(const ExplainInput& in) {
  Explainer e(in);
  e.chosen("url", in.article.url, in.address_is_canonical ? "page" : "crawl",
           in.address_is_canonical ? fmt::format("the crawl has {}", in.crawl_address) : std::string());
  e.candidates_of(MetaField::canonical, in.article.url);
  e.chosen("charset", in.charset, std::string(in.charset_from));
  e.chosen("publisher", in.article.publisher, {});
  e.candidates_of(MetaField::publisher, in.article.publisher);
  e.candidates_of(MetaField::site_name, in.article.publisher);
  e.chosen("title", in.article.title, in.title.from);
  e.candidates_of(MetaField::title, in.article.title);
  e.chosen("standfirst", in.article.standfirst, {});
  e.candidates_of(MetaField::standfirst, in.article.standfirst);
  e.chosen("authors", joined(in.article.authors), in.authors.from);
  e.candidates_of(MetaField::author);
  e.chosen("dateline", in.article.dateline, "body");
  e.chosen("original", in.article.original, is_address_of_original(in.article.original) ? "canonical link" : "credit");
  e.dates();
  e.chosen("section", in.article.section, {});
  e.candidates_of(MetaField::section, in.article.section);
  e.chosen("tags", joined(in.article.tags), {});
  e.candidates_of(MetaField::tag);
  e.chosen("language", in.article.language, in.language.from);
  e.candidates_of(MetaField::language, in.article.language);
  e.chosen("body", in.article.body, in.body.from, fmt::format("{} paragraphs, link density {:.2f}", in.body.paragraphs.size(), in.body.link_density));
  for (const std::string& note : in.body_notes) e.lines.push_back({.field = "body", .note = note});
  e.candidates_of(MetaField::body);
  e.chosen("image", in.article.image, {});
  e.candidates_of(MetaField::image, in.article.image);
  e.candidates_of(MetaField::page_type);
  return std::move(e.lines);
}

}  // namespace backfile
