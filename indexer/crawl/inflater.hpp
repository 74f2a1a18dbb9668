// zlib's inflate with RAII and without its global names. Private to the files that inflate.
#pragma once

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>
#include <string_view>

namespace backfile {

class Inflater {
 public:
  enum class Format : int { gzip = 15 + 16, zlib = 15, raw_deflate = -15 };
  explicit Inflater(Format format = Format::gzip) { ok_ = inflateInit2(&z_, static_cast<int>(format)) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&z_); }
  /// `input` must stay where it is until it is used up; of more than 4 GB only the start is taken.
  void give(std::string_view input) {
    z_.next_in = reinterpret_cast<const Bytef*>(input.data());
    z_.avail_in = static_cast<uInt>(std::min<std::size_t>(input.size(), std::numeric_limits<uInt>::max()));
  }
  /// One zlib step into [to, to + bytes): how much was written.
  std::size_t step(char* to, std::size_t bytes) {
    if (!ok_) throw std::bad_alloc();
    z_.next_out = reinterpret_cast<Bytef*>(to);
    z_.avail_out = static_cast<uInt>(std::min<std::size_t>(bytes, std::numeric_limits<uInt>::max()));
    const uInt before = z_.avail_out;
    result_ = inflate(&z_, Z_NO_FLUSH);
    if (result_ == Z_MEM_ERROR) throw std::bad_alloc();
    return before - z_.avail_out;
  }
  [[nodiscard]] bool member_ended() const { return result_ == Z_STREAM_END; }
  [[nodiscard]] bool failed() const { return result_ == Z_DATA_ERROR || result_ == Z_NEED_DICT || result_ == Z_STREAM_ERROR; }
  [[nodiscard]] std::string_view remaining() const { return {reinterpret_cast<const char*>(z_.next_in), z_.avail_in}; }
  [[nodiscard]] const char* message() const { return z_.msg != nullptr ? z_.msg : "invalid data"; }
  void next_member() {
    inflateReset(&z_);
    result_ = Z_OK;
  }

 private:
  z_stream z_{};
  int result_ = Z_OK;
  bool ok_ = false;
};

}  // namespace backfile
