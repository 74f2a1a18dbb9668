#include "searcher/cli/wrap.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/terminal.hpp"
#include "searcher/cli/clean.hpp"

namespace backfile::cli {

namespace {

constexpr std::string_view highlight_color = "\x1b[1;31m";
constexpr std::string_view reset_color = "\x1b[0m";

std::size_t character_bytes(std::string_view utf8, std::size_t at) {
  std::size_t length = 1;
  while (at + length < utf8.size() && (static_cast<unsigned char>(utf8[at + length]) & 0xc0) == 0x80) ++length;
  return length;
}

int character_columns(std::string_view character) {
  if (character.size() < 3) return 1;  // nothing below U+0800 is wide
  return cut_to_columns(character, 1) == character ? 1 : 2;
}

/// Puts words on lines: a word is held back until it is known whether it fits.
class Filler {
 public:
  Filler(int indent, const TextStyle& style, std::string_view base_color)
      : indent_(indent), style_(style), base_color_(base_color), column_(indent) {
    if (style_.color) out_ += base_color_;
  }

  void piece(std::string_view safe, std::string_view color) {
    for (std::size_t at = 0; at < safe.size();) {
      const std::string_view character = safe.substr(at, character_bytes(safe, at));
      at += character.size();
      if (color != word_color_) paint(color);
      if (character == " ") {
        end_word();
        space_ = true;
        continue;
      }
      const int width = character_columns(character);
      word_ += character;
      word_columns_ += width;
      if (width == 2) end_word();  // East Asian text breaks between any two characters
    }
  }

  std::string finish() {
    end_word();
    if (!word_color_.empty()) paint({});
    out_ += word_;
    if (style_.color && !base_color_.empty()) out_ += reset_color;
    return std::move(out_);
  }

 private:
  void paint(std::string_view color) {
    const bool was_painted = !std::exchange(word_color_, color).empty();
    if (!style_.color) return;
    if (was_painted) word_.append(reset_color).append(base_color_);
    word_ += color;
  }

  void end_word() {
    if (word_columns_ == 0) return;
    const int gap = space_ && column_ > indent_ ? 1 : 0;
    if (style_.columns > 0 && column_ > indent_ && column_ + gap + word_columns_ > style_.columns) {
      out_ += '\n';
      out_.append(static_cast<std::size_t>(indent_), ' ');
      column_ = indent_;
    } else if (gap) {
      out_ += ' ';
      ++column_;
    }
    out_ += word_;
    column_ += word_columns_;
    word_.clear();
    word_columns_ = 0;
    space_ = false;
  }

  int indent_;
  const TextStyle& style_;
  std::string_view base_color_;
  int column_;
  std::string out_, word_;
  int word_columns_ = 0;
  std::string_view word_color_;
  bool space_ = false;
};

}  // namespace

std::string shown(std::string_view text, const TextStyle& style) {
  return style.terminal ? escaped_for_terminal(text) : one_line(text);
}

std::string wrapped(std::string_view text, std::span<const Span> highlights, int indent, const TextStyle& style,
                    std::string_view base_color) {
  std::vector<ColoredText> pieces;
  std::size_t at = 0;
  for (const Span& span : highlights) {
    const std::size_t begin = std::clamp<std::size_t>(span.begin, at, text.size());
    const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
    pieces.push_back({text.substr(at, begin - at), {}});
    pieces.push_back({text.substr(begin, end - begin), highlight_color});
    at = end;
  }
  pieces.push_back({text.substr(at), {}});
  return wrapped(pieces, indent, style, base_color);
}

std::string wrapped(std::span<const ColoredText> pieces, int indent, const TextStyle& style, std::string_view base_color) {
  Filler filler(indent, style, base_color);
  for (const ColoredText& piece : pieces) filler.piece(shown(piece.text, style), piece.color);
  return filler.finish();
}

int display_columns(std::string_view utf8) {
  int columns = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t bytes = character_bytes(utf8, at);
    columns += character_columns(utf8.substr(at, bytes));
    at += bytes;
  }
  return columns;
}

}  // namespace backfile::cli
