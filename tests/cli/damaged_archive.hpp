// An archive to damage, and ways to damage its files.
#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"

namespace backfile::test {

/// An archive of articles with versions, copies and captures.
class DamagedArchive {
 public:
  DamagedArchive() {
    std::string lines;
    for (int i = 0; i < 120; ++i) {
      const std::string number = std::to_string(i % 100);  // the last twenty are new versions
      lines += R"({"url":"https://harbour.example/)" + number + R"(","title":"Ferry )" + number + R"(","body":"The ferry number )" + std::to_string(i) +
               R"( sails at dawn.","published":"2024-03-1)" + std::to_string(i % 10) + R"(","captured":"2024-04-0)" + std::to_string(1 + i / 100) +
               "\",\"language\":\"en\"}\n";
    }
    folder.write("crawl/articles.jsonl", lines);
    REQUIRE(index(folder, {"--quiet", "archive", "crawl"}).exit_code == 0);
  }
  [[nodiscard]] Finished check() const { return index(folder, {"--check", "archive"}); }
  [[nodiscard]] std::filesystem::path path(const std::string& file) const { return std::filesystem::path(folder / "archive") / file; }

  TemporaryDirectory folder;
};

inline void overwrite(const std::filesystem::path& path, std::uintmax_t offset, const std::string& bytes) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(offset));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::string bytes_at(const std::filesystem::path& path, std::uintmax_t offset, std::size_t count) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  std::string bytes(count, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

/// One kind of damage after the other, at random places.
constexpr int kinds_of_damage = 10;
inline void damage(const std::filesystem::path& file, int kind, std::mt19937& random) {
  namespace fs = std::filesystem;
  constexpr std::uintmax_t block = 8192;
  const std::uintmax_t size = fs::file_size(file);
  const auto anywhere = [&] { return random() % size; };
  const auto any_block = [&] { return random() % ((size + block - 1) / block) * block; };
  const auto noise = [&](std::size_t bytes) {
    std::string text(bytes, '\0');
    for (char& byte : text) byte = static_cast<char>(random());
    return text;
  };
  switch (kind % kinds_of_damage) {
    case 0: fs::resize_file(file, anywhere()); break;
    case 1: overwrite(file, anywhere(), noise(1)); break;
    case 2: for (int flips = 0; flips < 20; ++flips) overwrite(file, anywhere(), noise(1)); break;
    case 3: overwrite(file, anywhere(), noise(512)); break;
    case 4: for (int places = 0; places < 20; ++places) overwrite(file, anywhere(), noise(512)); break;
    case 5: overwrite(file, anywhere(), std::string(4096, '\0')); break;
    case 6: overwrite(file, size, noise(9000)); break;
    case 7: overwrite(file, any_block(), std::string(block, '\0')); break;
    case 8: {
      const std::uintmax_t one = any_block(), other = any_block();
      const std::string first = bytes_at(file, one, block), second = bytes_at(file, other, block);
      overwrite(file, one, second);
      overwrite(file, other, first);
      break;
    }
    default: random() % 2 ? fs::resize_file(file, 0) : static_cast<void>(fs::remove(file)); break;
  }
}

}  // namespace backfile::test
