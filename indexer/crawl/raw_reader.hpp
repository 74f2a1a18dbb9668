// A file's bytes through a buffer, for whoever looks for the pieces that it is made of.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "indexer/crawl/byte_source.hpp"

namespace backfile {

/// Bytes of the file, by offset.
class RawReader {
 public:
  RawReader(std::unique_ptr<ByteSource> source, std::size_t buffer_bytes) : source_(std::move(source)), buffer_(buffer_bytes) {}

  /// At least `bytes` bytes from `offset` on, fewer only at the file's end.
  std::string_view at(std::uint64_t offset, std::size_t bytes) {
    if (offset < offset_ || offset - offset_ > size_) {
      offset_ = offset;
      size_ = 0;
    }
    auto skip = static_cast<std::size_t>(offset - offset_);
    if (size_ - skip < bytes) {
      std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(skip), buffer_.begin() + static_cast<std::ptrdiff_t>(size_), buffer_.begin());
      size_ -= skip;
      offset_ = offset;
      skip = 0;
      while (size_ < bytes && fill()) {
      }
    }
    return {buffer_.data() + skip, size_ - skip};
  }
  [[nodiscard]] const std::optional<Reject>& failure() const { return failure_; }
  [[nodiscard]] ByteSource& source() { return *source_; }

 private:
  bool fill() {
    if (failure_) return false;
    auto got = source_->read_at(offset_ + size_, buffer_.data() + size_, buffer_.size() - size_);
    if (auto* reject = std::get_if<Reject>(&got)) {
      failure_ = std::move(*reject);
      return false;
    }
    size_ += std::get<std::size_t>(got);
    return std::get<std::size_t>(got) > 0;
  }

  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  std::uint64_t offset_ = 0;
  std::size_t size_ = 0;
  std::optional<Reject> failure_;
};

/// Where a member's mark stands and no record begins, a file made of traps would be probed at every byte.
class ProbeBudget {
 public:
  /// How far to go on from `offset`, where a probe was in vain: one byte, until there were too many for so large a file.
  [[nodiscard]] std::uint64_t step_after_failure(std::uint64_t offset) {
    constexpr std::uint64_t free_probes = 1u << 14, bytes_a_probe = 4096;
    return ++failed_ > free_probes + offset / bytes_a_probe ? bytes_a_probe : 1;
  }

 private:
  std::uint64_t failed_ = 0;
};

}  // namespace backfile
