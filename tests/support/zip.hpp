// Zip files made on the spot, by libzip.
#pragma once

#include <zip.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_directory.hpp"

namespace backfile::test {

enum class ZipMethod { stored, deflated };
using ZipFiles = std::vector<std::pair<std::string, std::string>>;

inline std::string zipped(const ZipFiles& files, ZipMethod method = ZipMethod::stored) {
  const TemporaryDirectory folder;
  const std::string path = folder / "x.zip";
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  if (zip == nullptr) throw std::runtime_error("libzip");
  for (const auto& [name, content] : files) {
    zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error("libzip: " + name);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), method == ZipMethod::stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
  }
  if (zip_close(zip) != 0) throw std::runtime_error("libzip");
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace backfile::test
