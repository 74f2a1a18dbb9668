// Zip files (PKWARE's APPNOTE), read in place: what is stored as it is can be entered anywhere, what is deflated is unpacked from its start
// as it is read. Nothing is written to disk, so a member's name is only a name. Home of libzip.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "indexer/crawl/byte_source.hpp"

namespace backfile {

class ZipArchive : public std::enable_shared_from_this<ZipArchive> {
 public:
  struct Member {
    std::string name;                // UTF-8
    std::uint64_t index = 0;
    std::uint64_t packed_bytes = 0;  // in the zip file
    std::uint64_t bytes = 0;
    bool is_stored = false;          // as it is
  };

  /// Reads the directory of `file`. Rejects: damaged, unreadable, too_large (a directory that says so little of so many files is a trick).
  [[nodiscard]] static std::variant<std::shared_ptr<ZipArchive>, Reject> open(std::unique_ptr<ByteSource> file);
  virtual ~ZipArchive() = default;

  /// In the order of their names' bytes, then of the directory.
  [[nodiscard]] virtual const std::vector<Member>& members() const = 0;
  /// Keeps the archive open. Seekable if the member is stored; of one that is not, going back is bounded, beyond it is damaged. One member is read
  /// at a time.
  [[nodiscard]] virtual std::variant<std::unique_ptr<ByteSource>, Reject> open_member(const Member& member) = 0;
};

}  // namespace backfile
