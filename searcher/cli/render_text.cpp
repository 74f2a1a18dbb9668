// text: for people. The first line is `N hits`; then notes, the timeline, facets, and the hits, a blank line between them.
#include "searcher/cli/render.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "common/article.hpp"
#include "common/date.hpp"
#include "common/terminal.hpp"
#include "searcher/cli/timeline.hpp"

namespace backfile::cli {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view link_color = "\x1b[36m";
constexpr std::string_view plain = "\x1b[0m";
constexpr int indent = 2;
constexpr std::size_t most_sites_named = 6;

std::string painted(std::string_view color, const std::string& text, const TextStyle& style) {
  return style.color ? std::string(color).append(text).append(plain) : text;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

void indented(std::string& out, std::string_view text, const TextStyle& style, std::string_view color = {},
              std::span<const Span> highlights = {}) {
  if (text.empty()) return;
  out.append(indent, ' ').append(wrapped(text, highlights, indent, style, color)).append("\n");
}

/// "3 July 1851" would depend on a language; the date is shown as it sorts, without a time of day.
std::string date_for_people(const std::optional<PartialDate>& date) {
  if (!date) return "undated";
  return to_string(truncated(*date, Precision::day));
}

void append_copies(std::string& out, const Copies& copies, const TextStyle& style) {
  if (copies.count == 0) return;
  std::vector<std::string> named(copies.sites.begin(),
                                 copies.sites.begin() + static_cast<std::ptrdiff_t>(std::min(copies.sites.size(), most_sites_named)));
  std::string line = fmt::format("also at {} {}", copies.sites.size(), copies.sites.size() == 1 ? "site" : "sites");
  if (copies.sites.empty()) line = fmt::format("and {} {}", copies.count, copies.count == 1 ? "copy" : "copies");
  if (!named.empty()) line.append(": ").append(joined(named, ", "));
  if (copies.sites.size() > named.size()) line += ", ...";
  indented(out, line, style, dim);
}

/// An agency stands among the authors where nothing is a copy of the article.
void append_original(std::string& out, const Hit& hit, const TextStyle& style) {
  if (hit.original.empty()) return;
  if (!is_address_of_original(hit.original)) {
    if (hit.copies.count > 0) indented(out, "original: " + hit.original, style, dim);
    return;
  }
  if (hit.original == hit.url) return indented(out, "the original, as a copy names it", style, dim);
  out.append(indent, ' ').append(painted(dim, "original: " + shown(hit.original, style), style)).append("\n");
}

void append_hit(std::string& out, const Hit& hit, bool explain, const TextStyle& style) {
  const std::string_view title = hit.title.empty() ? std::string_view("(no title)") : std::string_view(hit.title);
  const auto marks = hit.title.empty() ? std::span<const Span>{} : std::span<const Span>(hit.title_highlights);
  out.append(wrapped(title, marks, 0, style, bold)).append("\n");
  indented(out, joined({date_for_people(hit.published), hit.site, hit.section, joined(hit.authors, ", ")}, " · "), style, dim);
  indented(out, hit.snippet.text, style, {}, hit.snippet.highlights);
  // An address stays in one piece, so that it can be picked up.
  const std::string address = shown(hit.url.empty() ? hit.source : hit.url, style);
  if (!address.empty()) out.append(indent, ' ').append(painted(link_color, address, style)).append("\n");
  append_copies(out, hit.copies, style);
  append_original(out, hit, style);
  if (hit.versions > 1) indented(out, fmt::format("{} versions", hit.versions), style, dim);
  if (!explain) return;
  indented(out, fmt::format("score {:.6f}", hit.score), style, dim);
  for (const std::string& line : hit.explanation) indented(out, "  " + line, style, dim);
}

void append_table(std::string& out, const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
  int label_width = 0;
  std::size_t count_width = 0;
  for (const auto& [label, count] : rows) {
    label_width = std::max(label_width, display_columns(label));
    count_width = std::max(count_width, fmt::formatted_size("{}", count));
  }
  for (const auto& [label, count] : rows) {
    const int gap = label_width - display_columns(label);
    fmt::format_to(std::back_inserter(out), "  {}{:{}}  {:>{}}\n", label, "", gap, count, count_width);
  }
}

constexpr int widest_label = 48;

void append_facet(std::string& out, const Facet& facet, const TextStyle& style) {
  std::vector<std::pair<std::string, std::uint64_t>> rows;
  for (const Bucket& bucket : facet.buckets) {
    rows.emplace_back(cut_to_columns(shown(bucket_label(facet, bucket), style), widest_label), bucket.count);
  }
  out.append("\n").append(painted(bold, std::string(name_of(facet.field)), style)).append("\n");
  append_table(out, rows);
}

std::string heading(const Answer& answer) {
  const Results& results = answer.results;
  std::string line = fmt::format("{} hits", results.total);
  if (results.articles != results.total) line += fmt::format(", {} articles", results.articles);
  line += results.took_ms < 10 ? fmt::format(" ({:.1f} ms)", results.took_ms) : fmt::format(" ({:.0f} ms)", results.took_ms);
  return line;
}

bool is_timeline(const Answer& answer, const Facet& facet) { return answer.timeline && facet.field == *answer.timeline; }

}  // namespace

std::string bucket_label(const Facet& facet, const Bucket& bucket) {
  if (bucket.other) return "other";
  if (bucket.value) return *bucket.value;
  return facet.field <= Field::day ? "undated" : "(none)";
}

void render_text(std::string& out, const Answer& answer, const TextStyle& style) {
  const Results& results = answer.results;
  if (!answer.id.empty()) out.append(painted(bold, "== " + shown(answer.id, style), style)).append(": ");
  out.append(painted(bold, heading(answer), style)).append("\n");
  if (!answer.new_since.empty()) out.append("new since ").append(shown(answer.new_since, style)).append("\n");
  if (answer.explain) out.append(wrapped("understood: " + results.understood, {}, 0, style)).append("\n");
  for (const std::string& note : results.notes) out.append(wrapped("note: " + note, {}, 0, style)).append("\n");
  if (results.suggestion) out.append("did you mean: ").append(shown(*results.suggestion, style)).append("\n");
  for (const Facet& facet : results.facets) {
    if (!is_timeline(answer, facet)) continue;
    out += '\n';
    render_timeline(out, facet, answer.coverage, style);
  }
  for (const Facet& facet : results.facets) {
    if (!is_timeline(answer, facet)) append_facet(out, facet, style);
  }
  for (const Hit& hit : results.hits) {
    out += '\n';
    append_hit(out, hit, answer.explain, style);
  }
  if (results.next && !results.hits.empty()) {
    out.append("\n").append(painted(dim, "more: --after " + results.next->token, style)).append("\n");
  }
}

void render_article_text(std::string& out, const StoredArticle& article, const TextStyle& style) {
  out.append(wrapped(article.title.empty() ? "(no title)" : article.title, {}, 0, style, bold)).append("\n");
  const auto line = [&](std::string_view text) {
    if (!text.empty()) out.append(wrapped(text, {}, 0, style, dim)).append("\n");
  };
  line(joined({date_for_people(article.published), article.publisher.empty() ? article.site : article.publisher, article.section,
               joined(article.authors, ", "), article.language},
              " · "));
  line(article.url);
  line(joined(article.tags, ", "));
  if (!article.original.empty()) line("original: " + article.original);
  line(joined({article.source, article.captured.empty() ? std::string() : "captured " + article.captured,
               article.digest.empty() ? std::string() : "text " + article.digest},
              " · "));
  if (article.superseded) line("a later version exists");
  const std::string_view body = article.body.empty() ? std::string_view(article.standfirst) : std::string_view(article.body);
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find("\n\n", begin), body.size());
    out.append("\n").append(wrapped(body.substr(begin, end - begin), {}, 0, style)).append("\n");
    begin = end + 2;
  }
}

void render_info_text(std::string& out, const ArchiveInfo& info, const TextStyle& style) {
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) fmt::format_to(std::back_inserter(out), "{:<10}  {}\n", name, shown(value, style));
  };
  line("articles", fmt::format("{}", info.articles));
  line("versions", fmt::format("{}", info.versions));
  line("undated", fmt::format("{}", info.undated));
  if (!info.first_day.empty()) line("dates", info.first_day + " to " + info.last_day);
  line("last run", info.last_run);
  line("schema", info.schema);
  line("analyser", info.analyser);
  line("revision", info.revision);
  append_facet(out, Facet{Field::site, info.sites}, style);
  append_facet(out, Facet{Field::language, info.languages}, style);
}

}  // namespace backfile::cli
