// --history: the versions of an article, oldest first, each with its captures: when they were taken and where their bytes lie.
#include <algorithm>

#include <fmt/format.h>

#include "common/json_writer.hpp"
#include "searcher/cli/render.hpp"

namespace backfile::cli {

namespace {

std::string counted(std::size_t count, std::string_view what) { return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s"); }

std::size_t captures_in(std::span<const Version> versions) {
  std::size_t count = 0;
  for (const Version& version : versions) count += version.captures.size();
  return count;
}

/// A line's cells, padded where another follows.
using Cells = std::vector<std::string>;

Cells cells_of(const Capture& capture, const TextStyle& style) {
  return {capture.captured.empty() ? "time unknown" : shown(capture.captured, style), capture.digest.empty() ? "-" : shown(capture.digest, style),
          shown(capture.source, style)};
}

std::vector<int> widths_of(const std::vector<Cells>& rows) {
  std::vector<int> widths;
  for (const Cells& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_columns(row[i]));
  }
  return widths;
}

void append_row(std::string& out, const Cells& row, const std::vector<int>& widths) {
  out += "  ";
  for (std::size_t i = 0; i < row.size(); ++i) {
    out += row[i];
    if (i + 1 < row.size()) out.append(static_cast<std::size_t>(widths[i] - display_columns(row[i]) + 2), ' ');
  }
  out += '\n';
}

void append_version(std::string& out, const Version& version, std::size_t number, const TextStyle& style) {
  const auto bold = [&](const std::string& text) { return style.color ? "\x1b[1m" + text + "\x1b[0m" : text; };
  out += bold(fmt::format("version {} · {}{}", number, shown(version.digest, style), version.superseded ? "" : " · latest")) + "\n";
  out += "  " + (version.title.empty() ? std::string("(no title)") : shown(version.title, style)) + "\n";
  if (version.published) out += "  published " + to_string(*version.published) + "\n";
  if (version.modified) out += "  modified " + to_string(*version.modified) + "\n";
}

void write_capture(JsonWriter& json, const Capture& capture) {
  json.begin_object();
  json.text_field("source", capture.source).text_field("captured", capture.captured).text_field("path", capture.path);
  if (capture.offset) json.key("offset").value(*capture.offset);
  if (capture.length) json.key("length").value(*capture.length);
  json.text_field("digest", capture.digest);
  json.end_object();
}

}  // namespace

void write_version_fields(JsonWriter& json, const Version& version) {
  json.text_field("title", version.title);
  if (version.published) json.text_field("published", to_string(*version.published));
  if (version.modified) json.text_field("modified", to_string(*version.modified));
  json.text_field("digest", version.digest);
  json.key("superseded").value(version.superseded);
  json.key("captures").begin_array();
  for (const Capture& capture : version.captures) write_capture(json, capture);
  json.end_array();
}

void render_history_text(std::string& out, std::string_view url, std::span<const Version> versions, const TextStyle& style) {
  out += fmt::format("{}, {} of {}\n", counted(versions.size(), "version"), counted(captures_in(versions), "capture"), shown(url, style));
  std::vector<Cells> rows;
  for (const Version& version : versions)
    for (const Capture& capture : version.captures) rows.push_back(cells_of(capture, style));
  const std::vector<int> widths = widths_of(rows);
  std::size_t row = 0;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    out += '\n';
    append_version(out, versions[i], i + 1, style);
    for (std::size_t n = 0; n < versions[i].captures.size(); ++n) append_row(out, rows[row++], widths);
  }
}

void render_history_json(std::string& out, std::string_view url, std::span<const Version> versions) {
  JsonWriter json(out);
  json.begin_object().key("version").value(json_version);
  json.key("url").value(url);
  json.key("versions").begin_array();
  for (const Version& version : versions) {
    json.begin_object();
    write_version_fields(json, version);
    json.end_object();
  }
  json.end_array().end_object();
  out += '\n';
}

}  // namespace backfile::cli
