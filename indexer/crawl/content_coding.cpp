#include "indexer/crawl/content_coding.hpp"

#include <brotli/decode.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/inflater.hpp"
#include "indexer/crawl/sniff.hpp"
#include "indexer/crawl/zstd_decoder.hpp"

namespace backfile {
namespace {

constexpr std::size_t step_bytes = 1 << 16;

/// What undoing one coding gave: text, and what went wrong behind it.
struct Undone {
  std::string text;
  std::string fault;       // empty: none
  bool too_large = false;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads "1a2b;extension" up to its line feed; nullopt when it is no size. A size beyond 64 bits is the largest there is.
std::optional<std::uint64_t> read_chunk_size(std::string_view body, std::size_t& at) {
  constexpr std::size_t max_line_bytes = 4096;
  std::size_t digits = 0;
  std::uint64_t size = 0;
  while (at < body.size() && (body[at] == ' ' || body[at] == '\t')) ++at;
  for (; at < body.size() && hex_digit(body[at]) >= 0; ++at, ++digits)
    size = size >> 60 != 0 ? UINT64_MAX : size * 16 + static_cast<std::uint64_t>(hex_digit(body[at]));
  if (digits == 0) return std::nullopt;
  const std::size_t end = body.substr(0, std::min(body.size(), at + max_line_bytes)).find('\n', at);
  if (end == std::string_view::npos) return std::nullopt;
  // Behind the size only an extension may come, or spaces that some servers pad it with.
  if (body[at] != ';' && body[at] != ' ' && body[at] != '\t' && body[at] != '\r' && body[at] != '\n') return std::nullopt;
  at = end + 1;
  return size;
}

Undone undo_chunked(std::string_view body) {
  Undone result;
  std::size_t at = 0;
  while (true) {
    const auto size = read_chunk_size(body, at);
    if (!size) {
      result.fault = "chunked: no chunk size where one should be";
      return result;
    }
    if (*size == 0) return result;  // trailers say nothing about a page
    if (*size > body.size() - at) {
      result.text.append(body.substr(at));
      result.fault = "chunked: the last chunk is cut";
      return result;
    }
    result.text.append(body.substr(at, static_cast<std::size_t>(*size)));
    at += static_cast<std::size_t>(*size);
    if (body.substr(at).starts_with('\r')) ++at;
    if (body.substr(at).starts_with('\n')) ++at;
    if (at == body.size()) return result;  // closed without the last, empty chunk
  }
}

Undone undo_deflate(std::string_view body, Inflater::Format format, std::uint64_t max_bytes) {
  Undone result;
  Inflater inflater(format);
  inflater.give(body);
  while (!inflater.member_ended()) {
    const std::size_t used = result.text.size();
    if (used > max_bytes) {
      result.too_large = true;
      return result;
    }
    result.text.resize(used + step_bytes);
    const std::size_t got = inflater.step(result.text.data() + used, step_bytes);
    result.text.resize(used + got);
    if (inflater.failed() || (got == 0 && !inflater.member_ended())) {
      result.fault = fmt::format("deflate: {}", inflater.failed() ? inflater.message() : "unexpected end of data");
      return result;
    }
    if (!inflater.member_ended() || format != Inflater::Format::gzip || !looks_like_gzip(inflater.remaining())) continue;
    inflater.next_member();
  }
  return result;
}

/// A zlib header: deflate, a window up to 32 kB, and a checksum over both bytes (RFC 1950).
bool has_zlib_header(std::string_view body) {
  if (body.size() < 2) return false;
  const auto method = static_cast<unsigned char>(body[0]), flags = static_cast<unsigned char>(body[1]);
  return (method & 0x0f) == 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 == 0;
}

struct FreeBrotli {
  void operator()(BrotliDecoderState* state) const noexcept { BrotliDecoderDestroyInstance(state); }
};

Undone undo_brotli(std::string_view body, std::uint64_t max_bytes) {
  Undone result;
  const std::unique_ptr<BrotliDecoderState, FreeBrotli> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) throw std::bad_alloc();
  const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
  std::size_t left = body.size();
  while (true) {
    const std::size_t used = result.text.size();
    if (used > max_bytes) {
      result.too_large = true;
      return result;
    }
    result.text.resize(used + step_bytes);
    auto* out = reinterpret_cast<std::uint8_t*>(result.text.data() + used);
    std::size_t room = step_bytes;
    const BrotliDecoderResult status = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
    result.text.resize(used + step_bytes - room);
    if (status == BROTLI_DECODER_RESULT_SUCCESS) return result;
    if (status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    result.fault = status == BROTLI_DECODER_RESULT_ERROR
                       ? fmt::format("brotli: {}", BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state.get())))
                       : "brotli: unexpected end of data";
    return result;
  }
}

/// Frames that follow one another are one body (RFC 8878 section 3.1).
Undone undo_zstd(std::string_view body, std::uint64_t max_bytes) {
  Undone result;
  ZstdDecoder decoder;
  decoder.give(body);
  while (true) {
    const std::size_t used = result.text.size();
    if (used > max_bytes) {
      result.too_large = true;
      return result;
    }
    result.text.resize(used + step_bytes);
    const std::size_t got = decoder.step(result.text.data() + used, step_bytes);
    result.text.resize(used + got);
    if (decoder.failed() || (got == 0 && !decoder.frame_ended() && decoder.remaining().empty())) {
      result.fault = fmt::format("zstd: {}", decoder.failed() ? decoder.message() : "unexpected end of data");
      return result;
    }
    if (!decoder.frame_ended()) continue;
    if (!looks_like_zstd(decoder.remaining())) return result;
    decoder.next_frame();
  }
}

bool begins_like_markup(std::string_view body) {
  if (body.starts_with("\xef\xbb\xbf")) body.remove_prefix(3);
  const std::size_t begin = body.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && body[begin] == '<';
}

/// nullopt: the body is not in this coding, whatever its label says.
std::optional<Undone> undo(std::string_view body, Coding coding, std::uint64_t max_bytes) {
  if (coding == Coding::chunked) {
    std::size_t at = 0;
    if (!read_chunk_size(body, at)) return std::nullopt;
    return undo_chunked(body);
  }
  if (body.empty() || begins_like_markup(body)) return std::nullopt;
  if (coding == Coding::zstd && !looks_like_zstd(body) && !looks_like_gzip(body)) return std::nullopt;
  if (looks_like_zstd(body) && coding != Coding::brotli) return undo_zstd(body, max_bytes);
  if (looks_like_gzip(body)) {  // also under the wrong label
    if (coding != Coding::brotli) return undo_deflate(body, Inflater::Format::gzip, max_bytes);
  } else if (coding == Coding::gzip) {
    return std::nullopt;
  }
  if (coding == Coding::brotli) return undo_brotli(body, max_bytes);
  // "deflate" is zlib by the standard and raw in the wild.
  if (has_zlib_header(body)) {
    Undone zlib = undo_deflate(body, Inflater::Format::zlib, max_bytes);
    if (zlib.fault.empty() || !zlib.text.empty()) return zlib;
  }
  return undo_deflate(body, Inflater::Format::raw_deflate, max_bytes);
}

}  // namespace

std::variant<std::string, Reject> undo_codings(std::string body, std::span<const Coding> codings, std::uint64_t max_bytes, Ending ending) {
  for (const Coding coding : codings) {
    std::optional<Undone> undone = undo(body, coding, max_bytes);
    if (!undone) continue;
    if (undone->too_large || undone->text.size() > max_bytes)
      return Reject{.reason = Reason::too_large, .detail = fmt::format("over the limit of {} bytes when decoded", max_bytes)};
    // A chunked body that breaks is what a browser would still show.
    const bool tolerated = ending == Ending::cut || coding == Coding::chunked;
    if (!undone->fault.empty() && !tolerated) return Reject{.reason = Reason::damaged, .detail = std::move(undone->fault)};
    body = std::move(undone->text);
  }
  return body;
}

}  // namespace backfile
