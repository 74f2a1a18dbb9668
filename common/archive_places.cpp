#include "common/archive_places.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace backfile {
namespace {

namespace fs = std::filesystem;

/// The file that glass opens first.
bool has_database(const fs::path& directory) {
  std::error_code error;
  return fs::exists(directory / "iamglass", error);
}

}  // namespace

std::vector<std::string> archives_at(const std::string& path) {
  std::vector<std::string> found;
  std::error_code error;
  if (!has_database(path))
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
      if (has_database(entry->path())) found.push_back(entry->path().string());
  std::ranges::sort(found);
  if (found.empty()) found.push_back(path);
  return found;
}

}  // namespace backfile
