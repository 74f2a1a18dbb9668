#include "indexer/copies/sketch.hpp"

#include <algorithm>

namespace backfile {
namespace {

/// One shingle in ten is kept: 60 entries, or 240 bytes, for an article of 600 words.
constexpr std::uint64_t chosen_below = UINT64_MAX / 10;
constexpr std::size_t least_entries = 16, most_entries = 512;

/// The bits that did not choose the shingle: the low half of its digest.
std::uint32_t entry_of(std::uint64_t digest) { return static_cast<std::uint32_t>(digest >> 1); }

}  // namespace

Sketch SketchMaker::finish(std::uint64_t text_digest) {
  if (shingles_.tokens() == 0) return {};
  if (shingles_.tokens() < least_tokens) return {entry_of(text_digest)};
  auto end = std::partition(digests_.begin(), digests_.end(), [](std::uint64_t digest) { return digest < chosen_below; });
  // A shingle may come several times: some more than are wanted.
  const auto wanted = static_cast<std::ptrdiff_t>(std::min(digests_.size(), 4 * least_entries));
  if (end - digests_.begin() < wanted) {
    std::partial_sort(digests_.begin(), digests_.begin() + wanted, digests_.end());
    end = digests_.begin() + wanted;
  } else {
    std::sort(digests_.begin(), end);
  }
  Sketch sketch;
  std::uint64_t before = 0;
  for (auto digest = digests_.begin(); digest != end && sketch.size() < most_entries; ++digest) {
    if (*digest >= chosen_below && sketch.size() >= least_entries) break;
    if (*digest != before) sketch.push_back(entry_of(*digest));
    before = *digest;
  }
  return sketch;
}

std::string encode_sketch(const Sketch& sketch) {
  std::string out;
  out.reserve(4 * sketch.size());
  for (const std::uint32_t entry : sketch)
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(entry >> shift & 0xff);
  return out;
}

Sketch decode_sketch(std::string_view bytes) {
  Sketch sketch;
  sketch.reserve(bytes.size() / 4);
  for (; bytes.size() >= 4; bytes.remove_prefix(4)) sketch.push_back(static_cast<std::uint32_t>(from_big_endian64(bytes.substr(0, 4))));
  return sketch;
}

}  // namespace backfile
