#include "indexer/crawl/gzip.hpp"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>

#include "indexer/crawl/inflater.hpp"

namespace backfile {
namespace {

// Deflate cannot grow data more than 1032-fold: a trailer that promises more lies.
constexpr std::uint64_t max_deflate_ratio = 1032;
constexpr int max_gzip_layers = 3;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* d) const noexcept { libdeflate_free_decompressor(d); }
};
using Decompressor = std::unique_ptr<libdeflate_decompressor, FreeDecompressor>;

libdeflate_decompressor* thread_decompressor() {
  thread_local const Decompressor decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  return decompressor.get();
}

Reject too_large(std::uint64_t max_bytes) {
  return {.reason = Reason::too_large, .detail = fmt::format("gzip: over the limit of {} bytes when inflated", max_bytes)};
}

Reject damaged(std::string_view what, std::uint64_t readable) {
  return {.reason = Reason::damaged, .detail = fmt::format("gzip: {} after {} readable bytes", what, readable)};
}

/// Why libdeflate refused a member: libdeflate does not tell an early end from wrong data. `readable` counts what came before.
Reject diagnose(std::string_view member, std::uint64_t readable, std::uint64_t max_bytes) {
  Inflater inflater;
  inflater.give(member);
  std::array<char, 1 << 16> sink;
  while (true) {
    const std::size_t got = inflater.step(sink.data(), sink.size());
    readable += got;
    if (inflater.failed()) return damaged(inflater.message(), readable);
    if (readable > max_bytes) return too_large(max_bytes);
    if (inflater.member_ended()) return damaged("wrong checksum or length", readable);
    if (got == 0) return damaged("unexpected end of data", readable);
  }
}

/// The length that the last member promises, made plausible; a first guess only.
std::size_t first_guess(std::string_view bytes, std::uint64_t max_bytes) {
  std::uint64_t promised = 0;
  if (bytes.size() >= 18)
    for (std::size_t i = 0; i < 4; ++i)
      promised |= std::uint64_t{static_cast<unsigned char>(bytes[bytes.size() - 4 + i])} << (8 * i);
  promised = std::max<std::uint64_t>(promised, 1024);
  return static_cast<std::size_t>(std::min({promised, max_bytes, bytes.size() * max_deflate_ratio}));
}

}  // namespace

bool looks_like_gzip(std::string_view bytes) noexcept {
  return bytes.size() >= 3 && bytes[0] == '\x1f' && bytes[1] == '\x8b' && bytes[2] == '\x08';
}

std::variant<std::string, Reject> inflate_gzip(std::string_view bytes, std::uint64_t max_bytes) {
  libdeflate_decompressor* decompressor = thread_decompressor();
  std::string out(first_guess(bytes, max_bytes), '\0');
  std::size_t used = 0;
  while (looks_like_gzip(bytes)) {
    std::size_t read = 0, written = 0;
    const libdeflate_result result = libdeflate_gzip_decompress_ex(decompressor, bytes.data(), bytes.size(), out.data() + used,
                                                                   out.size() - used, &read, &written);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (out.size() >= max_bytes) return too_large(max_bytes);
      out.resize(static_cast<std::size_t>(std::min<std::uint64_t>(max_bytes, std::uint64_t{out.size()} * 4)));
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) return diagnose(bytes, used, max_bytes);
    used += written;
    bytes.remove_prefix(read);
  }
  out.resize(used);
  return out;
}

std::variant<std::string, Reject> inflate_layers(std::string bytes, std::uint64_t max_bytes) {
  for (int layer = 0; layer < max_gzip_layers && looks_like_gzip(bytes); ++layer) {
    auto inflated = inflate_gzip(bytes, max_bytes);
    if (std::holds_alternative<Reject>(inflated)) return inflated;
    bytes = std::move(std::get<std::string>(inflated));
  }
  return bytes;
}

std::string gzip_member(std::string_view text) {
  struct FreeCompressor {
    void operator()(libdeflate_compressor* c) const noexcept { libdeflate_free_compressor(c); }
  };
  constexpr int level = 6;  // gzip's own
  thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(libdeflate_alloc_compressor(level));
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), out.data(), out.size()));
  return out;
}

std::string inflate_gzip_head(std::string_view head, std::size_t max_bytes) {
  std::string out(max_bytes, '\0');
  std::size_t used = 0;
  Inflater inflater;
  inflater.give(head);
  while (looks_like_gzip(head) && used < max_bytes) {
    const std::size_t got = inflater.step(out.data() + used, max_bytes - used);
    used += got;
    if (inflater.member_ended() && looks_like_gzip(inflater.remaining())) {
      inflater.next_member();
      continue;
    }
    if (got == 0 || inflater.failed() || inflater.member_ended()) break;
  }
  out.resize(used);
  return out;
}

class GzipStream::Impl {
 public:
  explicit Impl(FileHandle file) : file_(std::move(file)) {}

  std::variant<std::size_t, Reject> read(char* to, std::size_t bytes) {
    while (!ended_) {
      if (inflater_.remaining().empty() && !at_end_of_file_)
        if (auto reject = fill()) return end(std::move(*reject));
      if (between_members_ && inflater_.remaining().empty()) break;
      if (between_members_ && inflater_.remaining().front() != '\x1f') break;  // padding after the last member
      between_members_ = false;
      const std::size_t got = inflater_.step(to, bytes);
      total_ += got;
      if (inflater_.failed()) return end(damaged(inflater_.message(), total_));
      if (inflater_.member_ended()) {
        inflater_.next_member();
        between_members_ = true;
      } else if (got == 0 && at_end_of_file_ && inflater_.remaining().empty()) {
        return end(damaged("unexpected end of data", total_));
      }
      if (got > 0) return got;
    }
    ended_ = true;
    return std::size_t{0};
  }

 private:
  std::optional<Reject> fill() {
    auto got = read_some(file_, input_.data(), input_.size());
    if (auto* reject = std::get_if<Reject>(&got)) return std::move(*reject);
    const std::size_t count = std::get<std::size_t>(got);
    at_end_of_file_ = count == 0;
    inflater_.give({input_.data(), count});
    return std::nullopt;
  }
  Reject end(Reject reject) {
    ended_ = true;
    return reject;
  }

  FileHandle file_;
  Inflater inflater_;
  std::array<char, 1 << 16> input_;
  std::uint64_t total_ = 0;
  bool at_end_of_file_ = false, between_members_ = true, ended_ = false;
};

GzipStream::GzipStream(FileHandle file) : impl_(std::make_unique<Impl>(std::move(file))) {}
GzipStream::GzipStream(GzipStream&&) noexcept = default;
GzipStream& GzipStream::operator=(GzipStream&&) noexcept = default;
GzipStream::~GzipStream() = default;
std::variant<std::size_t, Reject> GzipStream::read(char* to, std::size_t bytes) { return impl_->read(to, bytes); }

}  // namespace backfile
