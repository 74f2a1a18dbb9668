// libzstd's decoder with RAII, stepped as inflater.hpp's is. Private to the crawl's files that unpack zstd.
#pragma once

#include <zstd.h>

#include <cstddef>
#include <memory>
#include <new>
#include <string_view>

namespace backfile {

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_DDict* dictionary) const noexcept { ZSTD_freeDDict(dictionary); }
};
using ZstdDictionary = std::unique_ptr<ZSTD_DDict, FreeZstd>;

inline constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";

class ZstdDecoder {
 public:
  /// Frames that want to look back further fail: what one of them costs in memory. zstd itself writes larger ones with --long=28 and more only.
  static constexpr int max_window_log = 27;

  ZstdDecoder() : context_(ZSTD_createDCtx()) {
    if (!context_ || ZSTD_isError(ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, max_window_log)) != 0) throw std::bad_alloc();
  }
  /// For all frames from now on; it is lent. Null: none.
  void use(const ZSTD_DDict* dictionary) { (void)ZSTD_DCtx_refDDict(context_.get(), dictionary); }
  /// `input` must stay where it is until it is used up.
  void give(std::string_view input) { input_ = {.src = input.data(), .size = input.size(), .pos = 0}; }
  /// One step into [to, to + bytes): how much was written.
  std::size_t step(char* to, std::size_t bytes) {
    ZSTD_outBuffer out{.dst = to, .size = bytes, .pos = 0};
    result_ = ZSTD_decompressStream(context_.get(), &out, &input_);
    return failed() ? 0 : out.pos;
  }
  [[nodiscard]] bool frame_ended() const { return result_ == 0; }
  [[nodiscard]] bool failed() const { return ZSTD_isError(result_) != 0; }
  [[nodiscard]] std::string_view remaining() const { return {static_cast<const char*>(input_.src) + input_.pos, input_.size - input_.pos}; }
  [[nodiscard]] std::string_view message() const { return ZSTD_getErrorName(result_); }
  void next_frame() {
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    result_ = 1;
  }

 private:
  std::unique_ptr<ZSTD_DCtx, FreeZstd> context_;
  ZSTD_inBuffer input_{.src = "", .size = 0, .pos = 0};
  std::size_t result_ = 1;  // as ZSTD_decompressStream() gives it: 0 at a frame's end
};

}  // namespace backfile
