#include "common/split_mark.hpp"

#include <algorithm>
#include <vector>

namespace backfile {

std::string split_mark(std::string_view uuid, std::uint64_t revision, std::string_view part) {
  return std::string(uuid).append(" ").append(std::to_string(revision)).append(" ").append(part);
}

bool are_of_one_split(std::span<const std::string> marks) {
  const auto whole = [](std::string_view mark) { return mark.substr(0, mark.rfind(' ')); };
  if (marks.empty() || marks.front().empty()) return false;
  if (std::ranges::any_of(marks, [&](const std::string& mark) { return whole(mark) != whole(marks.front()); })) return false;
  std::vector<std::string_view> sorted(marks.begin(), marks.end());
  std::ranges::sort(sorted);
  return std::ranges::adjacent_find(sorted) == sorted.end();
}

}  // namespace backfile
