// Golden files: approved output under tests/golden. A mismatch shows the first line that differs and leaves NAME.actual beside
// the golden file; tests/approve makes every *.actual the approved one.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/support/catch.hpp"

namespace backfile::test {

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string first_difference(std::string_view expected, std::string_view actual) {
  std::size_t line = 1, begin = 0;
  const std::size_t shorter = std::min(expected.size(), actual.size());
  std::size_t at = 0;
  for (; at < shorter && expected[at] == actual[at]; ++at) {
    if (expected[at] == '\n') {
      ++line;
      begin = at + 1;
    }
  }
  const auto rest_of_line = [begin](std::string_view text) {
    return std::string(begin < text.size() ? text.substr(begin, text.find('\n', begin) - begin) : "(end)");
  };
  return "line " + std::to_string(line) + "\n  approved: " + rest_of_line(expected) + "\n  actual:   " + rest_of_line(actual);
}

/// `name` is a path below tests/golden.
inline void check_golden(const std::string& name, const std::string& actual) {
  const std::filesystem::path golden = std::filesystem::path(BACKFILE_SOURCE_DIR) / "tests/golden" / name;
  const std::filesystem::path left = golden.string() + ".actual";
  const std::string expected = file_text(golden);
  if (std::filesystem::exists(golden) && expected == actual) {
    std::filesystem::remove(left);
    SUCCEED();
    return;
  }
  std::filesystem::create_directories(left.parent_path());
  std::ofstream(left, std::ios::binary) << actual;
  FAIL("tests/golden/" << name << " differs, " << first_difference(expected, actual) << "\n(approve with tests/approve)");
}

}  // namespace backfile::test
