#include "searcher/src/query_lexer.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/utf8.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_dates.hpp"
#include "searcher/src/query_numbers.hpp"
#include "searcher/src/query_text.hpp"

namespace backfile::detail {
namespace {

// Beyond these a reader learns nothing new.
constexpr std::size_t max_diagnostics = 10;
// A pasted headline has at least this many words.
constexpr int headline_words = 4;

// Letters, digits and what stands inside words: only there '*' and '?' are wildcards, so that addresses and formulas
// are not.
bool is_pattern_char(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '*' || c == '?' ||
         c == '\'' || c == '-' || c == '_' || c == '.';
}
std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (is_ascii_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// "Minister resigns over budget:vote" rather than "foo:bar baz": begins like a title, has several words and no syntax.
bool looks_like_headline(std::string_view text) {
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string_view::npos || is_ascii_lower(text[start]) || !is_literal(text[start])) return false;
  int words = 0;
  for (std::size_t i = start; i < text.size(); ++i) words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
  return words >= headline_words && text.find_first_of("\"()*") == std::string_view::npos;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Diagnostic>& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    for (skip_spaces(); at_ < text_.size(); skip_spaces()) token();
    push(TokenKind::end, at_);
    return std::move(tokens_);
  }

 private:
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  void mistake(std::size_t offset, std::size_t length, std::string message) {
    if (diagnostics_.size() < max_diagnostics) diagnostics_.push_back({offset, length, std::move(message)});
  }

  Token& push(TokenKind kind, std::size_t offset) {
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.offset = offset;
    token.length = at_ - offset;
    return token;
  }

  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : ' '; }

  void token() {
    const char c = text_[at_];
    if (c == '(' || c == ')') return bracket();
    if (quote_at(at_)) return phrase();
    if (is_mark()) {
      ++at_;
      push(c == '-' ? TokenKind::minus : TokenKind::plus, at_ - 1);
      return;
    }
    word();
  }

  void bracket() {
    const std::size_t begin = at_++;
    const TokenKind kind = text_[begin] == '(' ? TokenKind::open : TokenKind::close;
    const double boost = kind == TokenKind::close ? boost_suffix() : 1;
    push(kind, begin).boost = boost;
  }

  // '-' and '+' are operators where a word begins and something follows at once; doubled they are dashes.
  bool is_mark() const {
    const auto mark = [](char c) { return c == '-' || c == '+'; };
    const bool begins = at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '(';
    return mark(peek()) && begins && !mark(peek(1)) && peek(1) != ' ' && peek(1) != ')';
  }

  // The double quote at `at`, if one is there; none inside a Hebrew word, where it marks an abbreviation.
  std::optional<CodePoint> quote_at(std::size_t at) const {
    const CodePoint c = decode_utf8(text_, at);
    if (!is_double_quote(c.code)) return std::nullopt;
    if (c.code == U'"' && at >= 2 && at + 1 < text_.size() && is_hebrew_letter(decode_utf8(text_, at - 2).code) &&
        is_hebrew_letter(decode_utf8(text_, at + 1).code))
      return std::nullopt;
    return c;
  }

  // Where the phrase ends: at the quote that belongs to the opening one, else (writers mix them) at any.
  std::optional<std::size_t> find_closing(char32_t opening, std::size_t from) {
    const std::u32string_view wanted = closing_quotes(opening);
    const bool hopeless = hopeless_.find(opening) != std::u32string::npos;
    std::optional<std::size_t> other;
    for (std::size_t i = from; i < text_.size(); i += decode_utf8(text_, i).length) {
      if (text_[i] == '\\' && (i + 1 < text_.size()) && (text_[i + 1] == '"' || text_[i + 1] == '\\')) {
        ++i;
        continue;
      }
      const auto c = quote_at(i);
      if (!c) continue;
      if (wanted.find(c->code) != std::u32string_view::npos) return i;
      if (!other) other = i;
      if (hopeless) break;
    }
    hopeless_ += opening;
    return other;
  }

  void phrase() {
    const std::size_t begin = at_;
    const CodePoint opening = *quote_at(at_);
    at_ += opening.length;
    const bool opens = !closing_quotes(opening.code).empty();
    const auto end = opens && !unclosed_ ? find_closing(opening.code, at_) : std::nullopt;
    if (!end) {
      unclosed_ |= opens;
      return mistake(begin, opening.length, opens ? "this quote is not closed" : "this quote was not opened");
    }
    std::string text = phrase_text(text_.substr(at_, *end - at_));
    at_ = *end + decode_utf8(text_, *end).length;
    const unsigned distance = slop_suffix();
    const double boost = boost_suffix();
    Token& token = push(TokenKind::phrase, begin);
    token.text = std::move(text);
    token.distance = distance;
    token.boost = boost;
  }

  static std::string phrase_text(std::string_view raw) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '\\' && i + 1 < raw.size() && (raw[i + 1] == '"' || raw[i + 1] == '\\')) ++i;
      out += raw[i];
    }
    return collapsed(out);
  }

  // The number from `digits` to the cursor; the mistake covers it from `offset`.
  unsigned distance_number(std::size_t offset, std::size_t digits, std::string_view after, unsigned least) {
    unsigned value = 0;
    const char* end = text_.data() + at_;
    const auto [stop, error] = std::from_chars(text_.data() + digits, end, value);
    if (error == std::errc() && stop == end && value >= least && value <= max_distance) return value;
    mistake(offset, at_ - offset,
            "a distance from " + std::to_string(least) + " to " + std::to_string(max_distance) + " must follow " +
                std::string(after));
    return 1;
  }

  unsigned slop_suffix() {
    if (peek() != '~' || !is_ascii_digit(peek(1))) return 0;
    const std::size_t begin = at_++;
    while (is_ascii_digit(peek())) ++at_;
    return distance_number(begin, begin + 1, "~", 0);
  }

  // "^2" behind a phrase or bracket.
  double boost_suffix() {
    if (peek() != '^' || !is_ascii_digit(peek(1))) return 1;
    const std::size_t begin = ++at_;
    while (is_ascii_digit(peek()) || (peek() == '.' && is_ascii_digit(peek(1)))) ++at_;
    return boost_number(begin, at_);
  }

  double boost_number(std::size_t begin, std::size_t end) {
    double value = 0;
    const char* last = text_.data() + end;
    const auto [stop, error] = std::from_chars(text_.data() + begin, last, value, std::chars_format::fixed);
    if (error == std::errc() && stop == last && value >= min_boost && value <= max_boost) return value;
    mistake(begin - 1, end + 1 - begin, "a boost must be a number from 0.01 to 100");
    return 1;
  }

  // To the next space, bracket or quote. An address keeps the brackets it opens.
  std::size_t run_end(bool whole_value) const {
    int open = 0;
    std::size_t i = at_;
    while (i < text_.size() && text_[i] != ' ') {
      if (text_[i] == '(' && !whole_value) break;
      if (text_[i] == ')' && open == 0) break;
      open += text_[i] == '(' ? 1 : text_[i] == ')' ? -1 : 0;
      if (quote_at(i)) break;
      if (text_[i] == '\\' && i + 1 < text_.size() && text_[i + 1] != ' ') ++i;
      i += decode_utf8(text_, i).length;
    }
    return std::min(i, text_.size());
  }

  void word() {
    const std::size_t end = run_end(false);
    const std::string_view run = text_.substr(at_, end - at_);
    if (is_operator(run) && word_operator(run)) return;
    if (is_distance_operator(run)) return near(run);
    if (const std::size_t name = field_name_length(run); name > 0 && field(run, name)) return;
    plain_word(end);
  }

  bool word_operator(std::string_view run) {
    const std::size_t begin = at_;
    if (run == "MAYBE") {  // an operator only behind AND
      if (tokens_.empty() || tokens_.back().kind != TokenKind::and_op) return false;
      at_ += run.size();
      tokens_.back().kind = TokenKind::maybe_op;
      tokens_.back().length = at_ - tokens_.back().offset;
      return true;
    }
    at_ += run.size();
    push(run == "AND" ? TokenKind::and_op : run == "OR" ? TokenKind::or_op : TokenKind::not_op, begin);
    return true;
  }

  void near(std::string_view run) {
    const std::size_t begin = at_;
    const std::size_t digits = run.find('/') + 1;
    at_ += run.size();
    const unsigned distance = distance_number(begin, begin + digits, run.substr(0, digits), 1);
    push(run[0] == 'N' ? TokenKind::near_op : TokenKind::adjacent_op, begin).distance = distance;
  }

  // A known name with its value, or the mistake of an unknown one. False: it is text.
  bool field(std::string_view run, std::size_t name_length) {
    const std::string_view name = run.substr(0, name_length);
    const schema::QueryField* known = schema::find_query_field(lower(name));
    const std::size_t begin = at_;
    const std::size_t value = at_ + name_length + 1;
    const bool typed_lower = std::ranges::all_of(name, [](char c) { return !is_ascii_upper(c); });
    if (!known) {
      const bool text = !typed_lower || value >= text_.size() || text_[value] == ' ' || text_[value] == ')' ||
                        text_[value] == ':' || text_.substr(value, 2) == "//" || looks_like_headline(text_);
      if (!text) unknown_field(begin, name);
      return false;
    }
    if (value < text_.size() && text_[value] == ' ') return false;
    if (value >= text_.size() && !typed_lower) return false;
    at_ = value;
    push(TokenKind::field, begin).field = known;
    if (value < text_.size() && text_[value] != '(' && text_[value] != ')' && !quote_at(value)) field_value(*known);
    return true;
  }

  void unknown_field(std::size_t offset, std::string_view name) {
    std::string known;
    for (const schema::QueryField& field : schema::query_fields()) known += " " + std::string(field.name);
    mistake(offset, name.size() + 1,
            "unknown field (there are:" + known + "); a backslash before the colon makes it text");
  }

  void field_value(const schema::QueryField& field) {
    if (field.kind == schema::FieldKind::words || field.kind == schema::FieldKind::text)
      return plain_word(run_end(false));
    const std::size_t begin = at_;
    const std::size_t end = run_end(true);
    std::string_view run = text_.substr(begin, end - begin);
    at_ = end;
    while (run.ends_with(',') || run.ends_with(';')) run.remove_suffix(1);
    Unescaped value = unescape(run);
    const bool wild = value.wild && run.find('*') != std::string_view::npos &&
                      (field.prefix != schema::prefix::address || run.ends_with('*'));
    const bool bare = wild && std::ranges::none_of(run, is_literal);
    if (bare) bare_wildcard(begin, end);
    Token& token = push(wild ? TokenKind::wildcard : TokenKind::word, begin);
    token.text = std::move(value.plain);
    token.wrong = bare;
  }

  void bare_wildcard(std::size_t begin, std::size_t end) { mistake(begin, end - begin, "a wildcard needs letters"); }

  void plain_word(std::size_t end) {
    const std::size_t begin = at_;
    std::string_view run = text_.substr(begin, end - begin);
    at_ = end;
    double boost = 1;
    const std::size_t caret = run.rfind('^');
    if (caret != std::string_view::npos && caret > 0 && run[caret - 1] != '\\' && caret + 1 < run.size() &&
        run.find_first_not_of("0123456789.", caret + 1) == std::string_view::npos && is_ascii_digit(run.back())) {
      boost = boost_number(begin + caret + 1, end);
      run = run.substr(0, caret);
    }
    if (const std::string_view bare = trim_punctuation(run); parse_number_range(bare)) {
      Token& token = push(TokenKind::numbers, begin);
      token.text = bare;
      token.boost = boost;
      return;
    } else if (looks_like_range_of_days(bare)) {
      // As words it would find nothing, and say so without a reason.
      mistake(begin, end - begin, "a range of dates needs its field (as in date:2024-05..2024-06)");
    }
    const Unescaped unescaped = unescape(run);
    const std::string pattern = unescaped.wild ? tidy_pattern(unescaped.pattern) : "";
    const bool wild = pattern.find_first_of("*?") != std::string::npos && std::ranges::all_of(pattern, is_pattern_char);
    const bool bare = wild && std::ranges::none_of(pattern, is_literal);
    const bool wrong = bare && pattern.find_first_not_of("*?") == std::string::npos;
    if (wrong) bare_wildcard(begin, end);
    Token& token = push(wild && !bare ? TokenKind::wildcard : TokenKind::word, begin);
    token.text = wild && !bare ? pattern : bare ? "" : std::string(trim_punctuation(unescaped.plain));
    token.boost = boost;
    token.wrong = wrong;
  }

  std::string_view text_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool unclosed_ = false;    // an opening quote without any closing one was met: there is none for later ones either
  std::u32string hopeless_;  // opening quotes whose own closing one does not come any more
};

}  // namespace

std::vector<Token> lex(std::string_view clean, std::vector<Diagnostic>& diagnostics) {
  return Lexer(clean, diagnostics).run();
}

}  // namespace backfile::detail
