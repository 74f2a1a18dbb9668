// Compressed files that are made of pieces, each whole in itself: what gzip calls members and zstd frames. Records are found by them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "indexer/crawl/byte_source.hpp"

namespace backfile {

class MemberDecoder {
 public:
  virtual ~MemberDecoder() = default;
  /// For people: "gzip", and what it calls a piece.
  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual std::string_view member_name() const = 0;

  /// What every member begins with.
  [[nodiscard]] virtual std::string_view magic() const = 0;
  /// `raw`: a few bytes from where one may begin.
  [[nodiscard]] virtual bool looks_like_member(std::string_view raw) const = 0;
  /// How many raw bytes are enough to tell the first bytes of any member's text.
  [[nodiscard]] virtual std::size_t probe_bytes() const = 0;
  /// The first bytes of the text of the member that `raw` begins with, written into [to, to + bytes): how many there are. Leaves what step()
  /// works on alone.
  [[nodiscard]] virtual std::size_t probe(std::string_view raw, char* to, std::size_t bytes) = 0;
  /// Where the next member may begin, from `offset` on: behind what stands between members and is no text. A dictionary that is met is for
  /// all members behind it.
  [[nodiscard]] virtual std::uint64_t pass_what_is_no_text(ByteSource& source, std::uint64_t offset) = 0;

  /// `raw` must stay where it is until it is used up.
  virtual void give(std::string_view raw) = 0;
  /// One step into [to, to + bytes): how much was written.
  [[nodiscard]] virtual std::size_t step(char* to, std::size_t bytes) = 0;
  [[nodiscard]] virtual std::string_view remaining() const = 0;
  [[nodiscard]] virtual bool member_ended() const = 0;
  [[nodiscard]] virtual bool failed() const = 0;
  [[nodiscard]] virtual std::string_view message() const = 0;
  virtual void next_member() = 0;
};

[[nodiscard]] std::unique_ptr<MemberDecoder> gzip_member_decoder();
[[nodiscard]] std::unique_ptr<MemberDecoder> zstd_member_decoder();

}  // namespace backfile
