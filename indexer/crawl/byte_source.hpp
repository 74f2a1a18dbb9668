// Bytes that can be asked for by their place: a file's, or those of a file within a file (a member of a zip).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/page.hpp"

namespace backfile {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Reads some bytes at `offset`: 0 at the end, or why not.
  [[nodiscard]] virtual std::variant<std::size_t, Reject> read_at(std::uint64_t offset, char* to, std::size_t bytes) = 0;
  /// When it was opened; of a file that grows, what came later waits for the next run.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// As next_stored() of a file: where holes are known, `offset` or what lies behind the hole that it is in.
  [[nodiscard]] virtual std::uint64_t next_stored_at(std::uint64_t offset) { return offset; }
  /// One place is read as fast as another. False: to go back, all that lies before is unpacked again.
  [[nodiscard]] virtual bool is_seekable() const = 0;
};

[[nodiscard]] std::unique_ptr<ByteSource> bytes_of_file(FileHandle file, std::uint64_t size);
/// `file` outlives the source.
[[nodiscard]] std::unique_ptr<ByteSource> bytes_of_lent_file(const FileHandle& file, std::uint64_t size);

/// Reads until `bytes` are there, or the source ends.
[[nodiscard]] std::variant<std::string, Reject> read_stretch(ByteSource& source, std::uint64_t offset, std::size_t bytes);

}  // namespace backfile
