#include "indexer/write/digest_set.hpp"

#include <random>
#include <unordered_set>

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("a set of digests holds what was put in, and nothing else") {
  std::mt19937_64 random(1);
  DigestSet set;
  std::unordered_set<std::uint64_t> expected;
  const std::uint64_t same_table = std::uint64_t{0x5a} << 56;
  bool all_equal = true;
  for (int i = 0; i < 200000; ++i) {
    std::uint64_t digest = random();
    if (i % 3 == 0) digest = same_table | (digest & 0xffff);  // crowded: next to each other, and often the same
    if (i % 1000 == 0) digest = i % 2000 == 0 ? 0 : UINT64_MAX;
    all_equal = all_equal && set.contains(digest) == expected.contains(digest);
    all_equal = all_equal && set.insert(digest) == expected.insert(digest).second;
  }
  for (const std::uint64_t digest : expected) all_equal = all_equal && set.contains(digest) && !set.insert(digest);
  for (int i = 0; i < 1000; ++i) all_equal = all_equal && !set.contains(random());
  CHECK(all_equal);
  CHECK(expected.size() > 130000);
}

TEST_CASE("an empty set of digests holds nothing") {
  const DigestSet set;
  for (const std::uint64_t digest : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX}) CHECK_FALSE(set.contains(digest));
}
