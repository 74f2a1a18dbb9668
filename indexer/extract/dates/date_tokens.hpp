// A short text cut into what dates are made of: numbers (in any script's digits), folded words, the signs between them,
// and the markers of Chinese, Japanese and Korean dates. Bounded: at most max_text_bytes of the text and max_tokens
// tokens are looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backfile::dates {

inline constexpr std::size_t max_text_bytes = 2048;
inline constexpr std::size_t max_tokens = 500;

enum class TokenKind : std::uint8_t { number, word, sign };

struct Token {
  TokenKind kind = TokenKind::sign;
  bool space_before = false;
  std::uint8_t digits = 0;  // number: how many; 9 or more are counted as 9 and have no value
  char sign = 0;  // sign: the ASCII sign (every dash is '-'), or a marker: 'y' 'm' 'd' 'H' 'M' 'S' for 年月日時分秒; 0
                  // = another
  std::uint32_t value = 0;           // number
  std::uint32_t begin = 0, end = 0;  // bytes in the text
  std::uint32_t folded_begin = 0, folded_end = 0;
};

class Tokens {
 public:
  explicit Tokens(std::string_view text);

  [[nodiscard]] std::size_t size() const noexcept { return tokens_.size(); }
  [[nodiscard]] const Token& operator[](std::size_t i) const { return tokens_[i]; }
  [[nodiscard]] std::string_view word(std::size_t i) const {
    const Token& token = tokens_[i];
    return std::string_view(folded_).substr(token.folded_begin, token.folded_end - token.folded_begin);
  }
  [[nodiscard]] bool is_number(std::size_t i) const noexcept {
    return i < size() && tokens_[i].kind == TokenKind::number;
  }
  [[nodiscard]] bool is_word(std::size_t i) const noexcept { return i < size() && tokens_[i].kind == TokenKind::word; }
  [[nodiscard]] bool is_sign(std::size_t i, char sign) const noexcept {
    return i < size() && tokens_[i].kind == TokenKind::sign && tokens_[i].sign == sign;
  }
  /// A number of at most `digits` digits whose value lies in [low, high].
  [[nodiscard]] bool is_number_in(std::size_t i, unsigned digits, std::uint32_t low,
                                  std::uint32_t high) const noexcept {
    return is_number(i) && tokens_[i].digits <= digits && tokens_[i].value >= low && tokens_[i].value <= high;
  }

 private:
  void add_number(std::size_t& at);
  void add_word(std::size_t& at);
  std::string_view text_;
  std::vector<Token> tokens_;
  std::string folded_;
  bool space_ = false;
};

/// True when the text holds a digit of any script, or the Chinese numeral zero: a cheap test before tokens are made.
[[nodiscard]] bool may_hold_date(std::string_view text) noexcept;

}  // namespace backfile::dates
