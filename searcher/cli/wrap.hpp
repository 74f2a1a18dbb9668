// Marked text, made safe and wrapped to the width of a terminal.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <backfile/results.hpp>

namespace backfile::cli {

/// How text is shown to a person.
struct TextStyle {
  int columns = 0;        // wrap here; 0 = never wrap (pipes: a line stays a line)
  bool color = false;     // ANSI sequences for titles and highlights
  bool terminal = false;  // hostile characters as visible escapes; otherwise dropped
};

/// Text for one line, safe for where `style` says it goes.
[[nodiscard]] std::string shown(std::string_view text, const TextStyle& style);

/// `text` with `highlights` marked, indented by `indent` columns from the second line on and wrapped to style.columns; the
/// first line continues where the caller wrote `indent` columns. No line break at the end.
[[nodiscard]] std::string wrapped(std::string_view text, std::span<const Span> highlights, int indent, const TextStyle& style,
                                  std::string_view base_color = {});

/// A piece of a text in a colour of its own.
struct ColoredText {
  std::string_view text, color;  // no color: the surroundings'
};
/// The same for text in several colours, for which `style.color` decides whether they show.
[[nodiscard]] std::string wrapped(std::span<const ColoredText> pieces, int indent, const TextStyle& style, std::string_view base_color = {});

/// Columns that `utf8` takes, East Asian wide characters two.
[[nodiscard]] int display_columns(std::string_view utf8);

}  // namespace backfile::cli
