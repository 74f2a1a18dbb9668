// --diff: what changed between two versions. For people: the title, then the paragraphs that changed, what stayed in them cut to some
// words around the changes. For programs: all of both texts.
#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/json_writer.hpp"
#include "common/text.hpp"
#include "searcher/cli/render.hpp"

namespace backfile::cli {

namespace {

constexpr std::string_view removed_color = "\x1b[9;31m";  // struck out, for who cannot tell red from green
constexpr std::string_view from_color = "\x1b[31m";
constexpr std::string_view added_color = "\x1b[32m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view white_space = " \t\r\n";
/// Enough to recognise the place in a text that one has read.
constexpr std::size_t context_words = 8;
constexpr std::size_t least_omitted_words = 4;

using Paragraph = std::vector<DiffPart>;

bool has_changes(const Paragraph& paragraph) {
  return std::ranges::any_of(paragraph, [](const DiffPart& part) { return part.change != Change::none; });
}

// --- paragraphs ---

void append(Paragraph& paragraph, Change change, std::string_view text) {
  if (text.empty()) return;
  if (paragraph.empty() || paragraph.back().change != change) paragraph.push_back({change, {}});
  paragraph.back().text += text;
}

/// Marks are put around what can be seen: the spaces at both ends stay outside.
void append_trimmed(Paragraph& paragraph, Change change, std::string_view text) {
  const std::size_t begin = text.find_first_not_of(white_space);
  if (change == Change::none || begin == std::string_view::npos) return append(paragraph, Change::none, text);
  const std::size_t end = text.find_last_not_of(white_space) + 1;
  append(paragraph, Change::none, text.substr(0, begin));
  append(paragraph, change, text.substr(begin, end - begin));
  append(paragraph, Change::none, text.substr(end));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(white_space) == std::string_view::npos; }

bool begins_paragraph(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of(white_space), text.size())).find('\n') != std::string_view::npos;
}

/// In the order in which a reader finds them: what was added to the end of a paragraph comes before paragraphs removed behind it.
std::vector<DiffPart> reading_order(std::vector<DiffPart> parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    DiffPart &first = parts[i], &second = parts[i + 1];
    if (first.change != Change::removed || second.change != Change::added || is_blank(second.text)) continue;
    if (begins_paragraph(first.text) && !begins_paragraph(second.text)) std::swap(first, second);
  }
  return parts;
}

/// A paragraph break that alone was added or removed is shown as a sign; spaces alone are as they are now.
std::vector<Paragraph> paragraphs_of(const TextDiff& diff) {
  std::vector<Paragraph> paragraphs(1);
  for (const DiffPart& part : reading_order(diff.parts)) {
    const std::string_view text = part.text;
    if (part.change != Change::none && is_blank(text)) {
      if (!begins_paragraph(text)) {
        if (part.change == Change::added) append(paragraphs.back(), Change::none, text);
        continue;
      }
      append(paragraphs.back(), part.change, "¶");
      if (part.change == Change::added) paragraphs.emplace_back();
      continue;
    }
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      append_trimmed(paragraphs.back(), part.change, text.substr(at, end - at));
      if (end < text.size()) paragraphs.emplace_back();
      at = std::min(text.find_first_not_of(white_space, end), text.size());
    }
  }
  std::erase_if(paragraphs, [](const Paragraph& paragraph) { return paragraph.empty(); });
  return paragraphs;
}

// --- shortening ---

/// What stayed, with words left out where no change is near.
std::string shortened(std::string_view text, bool change_before, bool change_after) {
  std::vector<Span> words;
  for_each_word(text, [&](const Word& word) { words.push_back({word.begin, word.begin + static_cast<std::uint32_t>(word.surface.size())}); });
  const std::size_t head = change_before ? context_words : 0, tail = change_after ? context_words : 0;
  if (words.size() < head + tail + least_omitted_words) return std::string(text);
  std::string out;
  if (head > 0) out.append(text.substr(0, words[head - 1].end)).append(" ");
  out += "…";
  if (tail > 0) out.append(" ").append(text.substr(words[words.size() - tail].begin));
  return out;
}

void shorten(Paragraph& paragraph) {
  for (std::size_t i = 0; i < paragraph.size(); ++i)
    if (paragraph[i].change == Change::none) paragraph[i].text = shortened(paragraph[i].text, i > 0, i + 1 < paragraph.size());
}

// --- text ---

void append_paragraph(std::string& out, const Paragraph& paragraph, const TextStyle& style, std::string_view base_color = {}) {
  std::vector<ColoredText> pieces;
  for (const DiffPart& part : paragraph) {
    const bool removed = part.change == Change::removed;
    const bool marked = part.change != Change::none && !style.color;
    if (marked) pieces.push_back({removed ? "[-" : "{+", {}});
    pieces.push_back({part.text, part.change == Change::none ? std::string_view() : removed ? removed_color : added_color});
    if (marked) pieces.push_back({removed ? "-]" : "+}", {}});
  }
  out.append("\n").append(wrapped(pieces, 0, style, base_color)).append("\n");
}

void append_title(std::string& out, const TextDiff& title, const TextStyle& style) {
  Paragraph line;
  for (const DiffPart& part : title.parts) append_trimmed(line, part.change, part.text);
  if (line.empty()) line.push_back({Change::none, "(no title)"});
  append_paragraph(out, line, style, bold);
}

void append_body(std::string& out, const TextDiff& body, const TextStyle& style) {
  bool omitting = false;
  for (Paragraph& paragraph : paragraphs_of(body)) {
    const bool changed = has_changes(paragraph);
    if (!changed && !omitting) out += "\n…\n";
    omitting = !changed;
    if (!changed) continue;
    shorten(paragraph);
    append_paragraph(out, paragraph, style);
  }
}

void append_side(std::string& out, std::string_view sign, const DiffedVersion& side, std::uint64_t versions, const TextStyle& style, std::string_view color) {
  std::string line = fmt::format("{} version {} of {}", sign, side.number, versions);
  if (!side.version.superseded) line += ", the latest";
  if (!side.captured.empty()) line += " · captured " + side.captured;
  if (side.version.modified) line += " · modified " + to_string(*side.version.modified);
  if (!side.version.digest.empty()) line += " · text " + side.version.digest;
  out.append(wrapped(line, {}, 2, style, color)).append("\n");
}

// --- json ---

std::string_view name_of(Change change) {
  switch (change) {
    case Change::removed: return "delete";
    case Change::added: return "insert";
    default: return "equal";
  }
}

void write_side(JsonWriter& json, const DiffedVersion& side) {
  json.begin_object().key("number").value(side.number);
  json.text_field("captured", side.captured);
  write_version_fields(json, side.version);
  json.end_object();
}

void write_parts(JsonWriter& json, const TextDiff& diff) {
  json.begin_array();
  for (const DiffPart& part : diff.parts) json.begin_object().key("op").value(name_of(part.change)).key("text").value(part.text).end_object();
  json.end_array();
}

}  // namespace

void render_diff_text(std::string& out, std::string_view url, const ArticleDiff& diff, const TextStyle& style) {
  out.append(shown(url, style)).append("\n");
  append_side(out, "-", diff.from, diff.versions, style, from_color);
  append_side(out, "+", diff.to, diff.versions, style, added_color);
  if (diff.from.number == diff.to.number) {
    out += "\nno changes: both times had the same version\n";
    return;
  }
  if (!diff.title.complete || !diff.body.complete)
    out.append(wrapped("note: the texts differ too much to compare word by word; a stretch is shown as removed and added as a whole", {}, 0, style)).append("\n");
  append_title(out, diff.title, style);
  append_body(out, diff.body, style);
}

void render_diff_json(std::string& out, std::string_view url, const ArticleDiff& diff) {
  JsonWriter json(out);
  json.begin_object().key("version").value(json_version);
  json.key("url").value(url);
  json.key("versions").value(diff.versions);
  json.key("from");
  write_side(json, diff.from);
  json.key("to");
  write_side(json, diff.to);
  json.key("complete").value(diff.title.complete && diff.body.complete);
  json.key("title");
  write_parts(json, diff.title);
  json.key("body");
  write_parts(json, diff.body);
  json.end_object();
  out += '\n';
}

}  // namespace backfile::cli
