// A fresh directory that goes with the object.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace backfile::test {

class TemporaryDirectory {
 public:
  explicit TemporaryDirectory(const std::filesystem::path& within = std::filesystem::temp_directory_path()) {
    std::string name = (within / "backfile-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("cannot create a temporary directory");
    path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] std::string path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& below) const { return path_ + "/" + below; }

  /// Writes a file below, directories included; returns its path.
  std::string write(const std::string& below, const std::string& content) const {
    const std::filesystem::path file = path_ + "/" + below;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
  }

 private:
  std::string path_;
};

}  // namespace backfile::test
