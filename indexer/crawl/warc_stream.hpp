// The bytes of a WARC or ARC file, plain, gzip or zstd, one after the other in bounded memory, with where in the file they lie. Knows nothing
// of records but how they begin.
//
// Compression comes in three shapes. A member per record (WARC 1.1 annex D) is the proper one: a member that begins a record is a boundary
// that nothing reads across, so that a wrong length or a damaged member stays alone. One member for the whole file, and members cut
// anywhere (as parallel compressors do), are read as one stretch of text. What is said of gzip's members here holds for zstd's frames.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/crawl/byte_source.hpp"
#include "indexer/crawl/record_format.hpp"

namespace backfile {

/// Where something begins: its byte in the file; in a compressed one the byte of its member, and how far into the inflated text of that it is.
struct RecordPlace {
  std::uint64_t offset = 0, inner = 0;
};

class WarcStream {
 public:
  /// What ends the bytes that peek() gives.
  enum class Edge {
    none,
    boundary,  // the next member begins a record
    garbage,   // bytes that are no member
    damage,    // of a gzip member, or the file cannot be read on
    end
  };
  /// A position to come back to.
  struct Mark {
    std::uint64_t stretch = 0, position = 0;
  };

  virtual ~WarcStream() = default;
  /// At least `bytes` bytes (a few hundred thousand at most), or all there are before the next edge. Valid until the next call.
  virtual std::string_view peek(std::size_t bytes) = 0;
  /// At most as many as peek() gave.
  virtual void consume(std::size_t bytes) = 0;
  /// Of the next byte; at an edge of damage or garbage, where that begins.
  [[nodiscard]] virtual RecordPlace place() const = 0;
  [[nodiscard]] virtual Mark mark() const = 0;
  virtual void go_back_to(const Mark& mark) = 0;

  /// Once peek() gives nothing: why.
  [[nodiscard]] virtual Edge edge() const = 0;
  /// Words for an edge of damage or garbage; `unreadable` if the file itself failed.
  [[nodiscard]] virtual const Reject& fault() const = 0;
  /// Where in the file the stretch before the edge ends.
  [[nodiscard]] virtual std::uint64_t edge_offset() const = 0;
  /// Goes past the edge: to the boundary, or behind damage to the next member that begins a record. False at the end.
  virtual bool cross() = 0;

  /// The file can be entered anywhere (a plain one): glance() and skip() may be called.
  [[nodiscard]] virtual bool is_seekable() const = 0;
  /// The bytes that lie `distance` ahead, at most `bytes`; nullopt when the file is shorter than that.
  [[nodiscard]] virtual std::optional<std::string> glance(std::uint64_t distance, std::size_t bytes) const = 0;
  /// Only as far as glance() found the file to reach.
  virtual void skip(std::uint64_t bytes) = 0;
  /// Passes what the file does not store from here on (see next_stored), when all that was seen is consumed. For whoever looks for the next record.
  virtual void skip_hole() = 0;
};

enum class FileCoding { plain, gzip, zstd };

class MemberDecoder;

/// `start`: where to begin; in compressed files a member's start.
[[nodiscard]] std::unique_ptr<WarcStream> open_warc_stream(std::unique_ptr<ByteSource> source, FileCoding coding, const RecordFormat& format,
                                                           std::uint64_t start = 0);
[[nodiscard]] std::unique_ptr<WarcStream> open_plain_stream(std::unique_ptr<ByteSource> source, std::uint64_t start);
/// `format` outlives the stream.
[[nodiscard]] std::unique_ptr<WarcStream> open_member_stream(std::unique_ptr<ByteSource> source, std::unique_ptr<MemberDecoder> decoder,
                                                             const RecordFormat& format, std::uint64_t start);

}  // namespace backfile
