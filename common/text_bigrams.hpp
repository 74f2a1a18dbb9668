// Pairs of neighbouring characters in Chinese and Japanese text. Dictionaries cut such text into words, and what a reader types need not be
// cut alike; a chain of pairs is found wherever the characters stand. Pairs are made of words' exact forms, so that folding is the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.hpp"
#include "common/utf8.hpp"

namespace backfile {

/// Han, Hiragana, Katakana, Bopomofo and the marks that repeat or prolong them.
[[nodiscard]] constexpr bool is_cjk(char32_t c) {
  return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9F) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

/// Turns the words of a text, in order, into pairs. One text at a time.
class BigramReader {
 public:
  /// Calls `sink(pair, position)` for every pair that ends in `word`. Pairs that overlap have positions that follow each other; between
  /// runs of such characters there is a gap.
  template <typename Sink>
  void add(const Word& word, Sink&& sink) {
    if (word.exact.empty() || static_cast<unsigned char>(word.exact[0]) < 0x80) return;
    for (std::size_t at = 0; at < word.exact.size();) {
      const CodePoint c = decode_utf8(word.exact, at);
      add_character(word.exact.substr(at, c.length), is_cjk(c.code), at > 0 || word.begin == end_, sink);
      at += c.length;
    }
    end_ = word.begin + static_cast<std::uint32_t>(word.surface.size());
  }

  /// One more than the last position.
  [[nodiscard]] std::uint32_t next_position() const { return position_; }

 private:
  template <typename Sink>
  void add_character(std::string_view character, bool cjk, bool touches, Sink&& sink) {
    if (!cjk) {
      pair_.clear();
      return;
    }
    if (!touches) pair_.clear();
    if (pair_.empty()) {
      ++position_;
    } else {
      pair_.append(character);
      sink(std::string_view(pair_), position_++);
      pair_.erase(0, pair_.size() - character.size());
      return;
    }
    pair_ = character;
  }

  std::string pair_;  // the character before, if it was one
  std::uint32_t position_ = 0, end_ = UINT32_MAX;
};

}  // namespace backfile
