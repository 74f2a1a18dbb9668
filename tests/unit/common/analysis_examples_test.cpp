// Runs the examples of docs/analysis.md: rows of the tables under "Examples", | `text` | `words` |, and | language | `text` |
// `stems` | where the first column is a language.
#include <fstream>
#include <sstream>
#include <vector>

#include "common/text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

// The cells between backquotes of one table row.
std::vector<std::string> quoted_cells(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t open = line.find('`'); open != std::string::npos;) {
    const std::size_t close = line.find('`', open + 1);
    if (close == std::string::npos) break;
    cells.push_back(line.substr(open + 1, close - open - 1));
    open = line.find('`', close + 1);
  }
  return cells;
}

std::string joined_words(std::string_view text, std::string_view language) {
  Stemmer stemmer(language);
  std::string out;
  for_each_word(text, [&](const Word& word) {
    if (!out.empty()) out += word.glued ? '+' : ' ';
    out += stemmer.stem(word);
  });
  return out;
}

}  // namespace

TEST_CASE("the examples of docs/analysis.md hold") {
  std::ifstream in(BACKFILE_SOURCE_DIR "/docs/analysis.md");
  REQUIRE(in);
  int examples = 0;
  bool in_examples = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) in_examples = line.find("xamples") != std::string::npos;
    if (!in_examples || !line.starts_with("|")) continue;
    const auto cells = quoted_cells(line);
    CAPTURE(line);
    if (cells.size() == 2) {
      CHECK(joined_words(cells[0], "") == cells[1]);
      ++examples;
    } else if (cells.size() == 3) {
      CHECK(joined_words(cells[1], cells[0]) == cells[2]);
      ++examples;
    }
  }
  CHECK(examples >= 20);
}
