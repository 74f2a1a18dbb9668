// Word diffs: that they spell both texts, change as little as possible, and read well.
#include <backfile/diff.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "searcher/src/word_diff.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

/// "a [-b-]{+c+}"
std::string marked(const TextDiff& diff) {
  std::string out;
  for (const DiffPart& part : diff.parts) {
    if (part.change == Change::none) out += part.text;
    if (part.change == Change::removed) out += "[-" + part.text + "-]";
    if (part.change == Change::added) out += "{+" + part.text + "+}";
  }
  return out;
}

std::string without(const TextDiff& diff, Change change) {
  std::string out;
  for (const DiffPart& part : diff.parts)
    if (part.change != change) out += part.text;
  return out;
}

using Numbers = std::vector<std::uint32_t>;

/// Tokens that change at least, by the textbook's table.
std::size_t least_changes(const Numbers& a, const Numbers& b) {
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      common[i + 1][j + 1] = a[i] == b[j] ? common[i][j] + 1 : std::max(common[i][j + 1], common[i + 1][j]);
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

std::size_t changes(const Alignment& alignment) {
  std::size_t count = 0;
  for (const Hunk& hunk : alignment.hunks) count += hunk.a_end - hunk.a + hunk.b_end - hunk.b;
  return count;
}

bool stays_equal(const Alignment& alignment, const Numbers& a, const Numbers& b) {
  std::vector<Hunk> hunks = alignment.hunks;
  hunks.push_back({a.size(), a.size(), b.size(), b.size()});
  std::size_t at_a = 0, at_b = 0;
  for (const Hunk& hunk : hunks) {
    const auto from = [](const Numbers& numbers, std::size_t begin) { return numbers.begin() + static_cast<std::ptrdiff_t>(begin); };
    if (!std::equal(from(a, at_a), from(a, hunk.a), from(b, at_b), from(b, hunk.b))) return false;
    at_a = hunk.a_end;
    at_b = hunk.b_end;
  }
  return true;
}

}  // namespace

TEST_CASE("a word diff shows what a reader would call changed") {
  struct Case {
    std::string name, before, after, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", "", "", ""},
      {"equal", "The ferry sails.", "The ferry sails.", "The ferry sails."},
      {"from nothing", "", "It sails.", "{+It sails.+}"},
      {"to nothing", "It sails.", "", "[-It sails.-]"},
      {"a word", "the old dog", "the new dog", "the [-old-]{+new+} dog"},
      {"a word more", "the dog", "the new dog", "the{+ new+} dog"},
      {"a word more at the beginning", "dog", "The dog", "{+The +}dog"},
      {"a comma", "late, the ferry", "late the ferry", "late[-,-] the ferry"},
      {"capitals count", "The Ferry", "The ferry", "The [-Ferry-]{+ferry+}"},
      {"a sentence at the end", "It sailed.", "It sailed. It sank.", "It sailed.{+ It sank.+}"},
      {"a sentence between, and not from the middle of one", "The end. The start.", "The end. The turn. The start.", "The end.{+ The turn.+} The start."},
      {"a paragraph more", "One.\n\nThree.", "One.\n\nTwo.\n\nThree.", "One.{+\n\nTwo.+}\n\nThree."},
      {"a paragraph less", "One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.[-\n\nTwo.-]\n\nThree."},
      {"two paragraphs made one", "One.\n\nTwo.", "One. Two.", "One.[-\n\n-]{+ +}Two."},
      {"another paragraph, with its full stop", "One.\n\nTwo is old.\n\nEnd.", "One.\n\nNew.\n\nThree.\n\nEnd.",
       "One.\n\n[-Two is old.-]{+New.\n\nThree.+}\n\nEnd."},
      {"accidents join", "on Monday at noon", "by Sunday at midnight", "[-on Monday at noon-]{+by Sunday at midnight+}"},
      {"paragraphs that only share their full stops are rewritten together",
       "The larger pump failed shortly before eleven on Monday.\n\nThe frogs could be heard, and nobody was in danger yet.",
       "The brass injector came from a museum in another town.\n\nThe clerk was asked who had ordered spare parts in 2021.",
       "The [-larger pump failed shortly before eleven on Monday.\n\nThe frogs could be heard, and nobody was in danger yet.-]"
       "{+brass injector came from a museum in another town.\n\nThe clerk was asked who had ordered spare parts in 2021.+}"},
      {"neighbouring paragraphs with small changes stay apart", "It sails at noon.\n\nThe mayor spoke.", "It sails at midnight.\n\nA mayor spoke.",
       "It sails at [-noon-]{+midnight+}.\n\n[-The-]{+A+} mayor spoke."},
      {"a longer stretch does not", "Monday the ferry sails at noon", "Sunday the ferry sails at midnight", "[-Monday-]{+Sunday+} the ferry sails at [-noon-]{+midnight+}"},
      {"without spaces", "市長は東京で会見した。", "市長は大阪で会見した。", "市長は[-東京-]{+大阪+}で会見した。"},
      {"invalid bytes stay as they are", "a \xff b", "a \xfe b", "a [-\xff-]{+\xfe+} b"},
      {"white space at both ends", " a\n", "a", "[- -]a[-\n-]"},
  }));
  CAPTURE(c.name);
  const TextDiff diff = diff_words(c.before, c.after);
  CHECK(marked(diff) == c.expected);
  CHECK(diff.complete);
}

TEST_CASE("a word diff spells both texts, whatever they are") {
  std::mt19937 random(6);
  const std::vector<std::string> pieces = {"the", "ferry", "l'homme", "東京", "大阪で", "sails", " ", " ", " ", "\n\n", "\n", ". ", ", ", "\xff", "\u00a0", "\t", "5"};
  const auto text = [&](std::size_t most) {
    std::string out;
    for (std::size_t n = random() % (most + 1); n > 0; --n) out += pieces[random() % pieces.size()];
    return out;
  };
  for (int round = 0; round < 3000; ++round) {
    const std::string before = text(30), after = random() % 2 ? text(30) : text(4) + before + text(4);
    const TextDiff diff = diff_words(before, after);
    CAPTURE(before, after, marked(diff));
    REQUIRE(without(diff, Change::added) == before);
    REQUIRE(without(diff, Change::removed) == after);
    for (std::size_t i = 0; i < diff.parts.size(); ++i) {
      REQUIRE_FALSE(diff.parts[i].text.empty());
      REQUIRE((i == 0 || diff.parts[i].change != diff.parts[i - 1].change));
    }
  }
}

TEST_CASE("an alignment changes the fewest tokens") {
  std::mt19937 random(7);
  const auto numbers = [&](std::size_t most, std::uint32_t kinds) {
    Numbers out(random() % (most + 1));
    for (std::uint32_t& number : out) number = static_cast<std::uint32_t>(random()) % kinds;
    return out;
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::uint32_t kinds = 1 + static_cast<std::uint32_t>(random()) % 6;
    const Numbers a = numbers(12, kinds), b = numbers(12, kinds);
    const Alignment alignment = align(a, b, 1'000'000);
    CAPTURE(a, b);
    REQUIRE(alignment.complete);
    REQUIRE(stays_equal(alignment, a, b));
    REQUIRE(changes(alignment) == least_changes(a, b));
  }
}

TEST_CASE("beyond its work an alignment takes what is left as changed, and says so") {
  Numbers a(3000), b(3000);
  for (std::uint32_t i = 0; i < 3000; ++i) a[i] = i < 10 ? i : 2 * i, b[i] = i < 10 ? i : 2 * i + 1;
  const Alignment alignment = align(a, b, 10'000);
  CHECK_FALSE(alignment.complete);
  CHECK(alignment.hunks == std::vector<Hunk>{{10, 3000, 10, 3000}});
}
