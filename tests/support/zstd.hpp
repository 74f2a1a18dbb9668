// Text as one zstd frame, and the skippable frames beside it, for fixtures made on the spot.
#pragma once

#include <zdict.h>
#include <zstd.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace backfile::test {

/// With a checksum, so that damage is always noticed.
inline std::string zstd_frame(std::string_view text, std::string_view dictionary = {}) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_loadDictionary(context.get(), dictionary.data(), dictionary.size());
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress2(context.get(), out.data(), out.size(), text.data(), text.size());
  if (ZSTD_isError(size)) throw std::runtime_error(ZSTD_getErrorName(size));
  out.resize(size);
  return out;
}

/// `kind`: 0 to 15; 13 holds the dictionary of a WARC file.
inline std::string skippable_frame(std::string_view content, int kind = 13) {
  std::string out{static_cast<char>(0x50 + kind), '\x2a', '\x4d', '\x18'};
  for (int i = 0; i < 4; ++i) out += static_cast<char>(content.size() >> (8 * i));
  return out.append(content);
}

/// A dictionary as zstd --train makes one.
inline std::string trained_dictionary(const std::vector<std::string>& samples) {
  std::string all, dictionary(16 << 10, '\0');
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    all += sample;
    sizes.push_back(sample.size());
  }
  const std::size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), all.data(), sizes.data(), static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size)) throw std::runtime_error(ZDICT_getErrorName(size));
  dictionary.resize(size);
  return dictionary;
}

}  // namespace backfile::test
