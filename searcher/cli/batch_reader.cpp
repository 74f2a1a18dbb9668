#include "searcher/cli/batch_reader.hpp"

#include <algorithm>
#include <string_view>

#include "searcher/cli/clean.hpp"

namespace backfile::cli {

namespace {

constexpr std::size_t longest_line = 64 * 1024;
constexpr std::size_t longest_id = 256;

/// An id is one field of a trec line: no blank, no control character.
bool is_plain_id(std::string_view id) {
  return !id.empty() && id.size() <= longest_id &&
         std::all_of(id.begin(), id.end(), [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 0x7f; });
}

bool is_name(std::string_view name) {
  return name.find_first_not_of(' ') != std::string_view::npos && name.size() <= longest_id && one_line(name) == name;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

BatchLine BatchReader::split(std::string line) const {
  BatchLine result{.number = number_};
  if (line.ends_with('\r')) line.pop_back();
  const std::size_t tab = line.find('\t');
  const std::string_view id = std::string_view(line).substr(0, tab);
  if (tab == std::string::npos) {
    result.mistake = ids_ == BatchIds::words ? "no tab between id and query" : "no tab between name and query";
  } else if (ids_ == BatchIds::words && !is_plain_id(id)) {
    result.mistake = "the id is empty, over 256 bytes, or holds blanks or control characters";
  } else if (ids_ == BatchIds::names && !is_name(id)) {
    result.mistake = "the name is empty, over 256 bytes, or holds control characters";
  } else {
    result.id = id;
    result.query = line.substr(tab + 1);
  }
  return result;
}

bool BatchReader::read_line(std::string& line, bool& too_long) {
  line.clear();
  too_long = false;
  std::streambuf& bytes = *in_.rdbuf();
  using Traits = std::char_traits<char>;
  for (int c = bytes.sbumpc();; c = bytes.sbumpc()) {
    if (c == Traits::eof()) return !line.empty();
    if (c == '\n') return true;
    if (line.size() < longest_line) {
      line += Traits::to_char_type(c);
    } else {
      too_long = true;
    }
  }
}

std::optional<BatchLine> BatchReader::next() {
  std::string line;
  bool too_long = false;
  while (read_line(line, too_long)) {
    if (++number_ == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
    if (too_long) return BatchLine{.number = number_, .mistake = "the line is over 64 KiB"};
    if (is_blank(line) || (ids_ == BatchIds::names && line.starts_with('#'))) continue;
    return split(std::move(line));
  }
  return std::nullopt;
}

}  // namespace backfile::cli
