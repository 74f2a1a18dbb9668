// Parts of a split archive know each other.
#include "common/split_mark.hpp"

#include <vector>

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("different parts of one split are of one split, and nothing else is") {
  const std::string march = split_mark("uuid", 3, "2024-03"), april = split_mark("uuid", 3, "2024-04");
  struct Case {
    const char* name;
    std::vector<std::string> marks;
    bool expected;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"nothing", {}, false},
      {"no part", {""}, false},
      {"one part", {march}, true},
      {"two parts", {april, march}, true},
      {"the same part twice", {march, april, march}, false},
      {"a part that was added to", {march, ""}, false},
      {"another archive's part", {march, split_mark("other", 3, "2024-04")}, false},
      {"a part of an earlier revision", {march, split_mark("uuid", 2, "2024-04")}, false},
  }));
  CAPTURE(c.name);
  CHECK(are_of_one_split(c.marks) == c.expected);
}
