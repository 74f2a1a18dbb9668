// What the journal of a first build accounts for, and what the next run says of it.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

namespace backfile::test {

inline std::uint64_t documents_journaled(const std::string& journal) {
  std::uint64_t sum = 0;
  std::istringstream lines(journal);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string kind, name;
    std::uint64_t documents = 0;
    if (words >> kind >> name >> documents && kind == "shard") sum += documents;  // a merge brings no further ones
  }
  return sum;
}

/// The number before `what` in the last line of a run; 0: it does not say.
inline std::uint64_t number_of(const std::string& what, const std::string& summary) {
  const std::size_t end = summary.find(" " + what);
  if (end == std::string::npos) return 0;
  return std::strtoull(summary.c_str() + summary.rfind(' ', end - 1) + 1, nullptr, 10);
}

}  // namespace backfile::test
