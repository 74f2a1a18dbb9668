#include "searcher/cli/messages.hpp"

#include <algorithm>

#include <unistd.h>

#include "common/terminal.hpp"
#include "common/text.hpp"
#include "searcher/cli/wrap.hpp"

namespace backfile::cli {

namespace {

constexpr std::size_t excerpt_bytes = 40;

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

/// The start of the character at `at`.
std::size_t character_start(std::string_view text, std::size_t at) {
  for (int steps = 0; steps < 3 && at > 0 && continues(text, at); ++steps) --at;
  return at;
}

/// What stands at the mistake; at the end of the text, what stands before it.
std::string_view excerpt(const Diagnostic& mistake, std::string_view query) {
  const std::size_t offset = std::min(mistake.offset, query.size());
  if (offset < query.size()) {
    return cut_utf8(query.substr(offset), std::clamp<std::size_t>(mistake.length, 12, excerpt_bytes));
  }
  return query.substr(character_start(query, query.size() - std::min<std::size_t>(query.size(), 12)));
}

}  // namespace

std::string message_line(std::string_view message) {
  std::string line = "backfile-search: " + escaped_for_terminal(message);
  if (line.size() >= longest_message) {
    line = std::string(cut_utf8(line, longest_message - 4)) + "...";
  }
  return line + "\n";
}

std::string describe(const Diagnostic& mistake, std::string_view query) {
  return "query:" + std::to_string(mistake.offset) + ": " + mistake.message + " near '" + std::string(excerpt(mistake, query)) + "'";
}

std::string caret_block(const Diagnostic& mistake, std::string_view query, int columns) {
  const auto room = static_cast<std::size_t>(std::max(columns, 20)) - 4;
  const std::size_t offset = std::min(mistake.offset, query.size());
  const std::size_t begin = character_start(query, offset > room / 2 ? offset - room / 2 : 0);
  const std::string before = escaped_for_terminal(query.substr(begin, offset - begin));
  const std::string after = escaped_for_terminal(cut_utf8(query.substr(offset), room / 2));
  const auto caret = static_cast<std::size_t>(display_columns(before));
  const std::size_t wide = static_cast<std::size_t>(
      std::max(1, display_columns(escaped_for_terminal(cut_utf8(query.substr(offset), std::min(mistake.length, room / 2))))));
  return "  " + before + after + "\n  " + std::string(caret, ' ') + std::string(wide, '^') + "\n";
}

void print_error(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace backfile::cli
