#include "indexer/crawl/byte_source.hpp"

#include <utility>

namespace backfile {
namespace {

class FileBytes final : public ByteSource {
 public:
  FileBytes(FileHandle&& file, std::uint64_t size) : own_(std::move(file)), file_(own_), size_(size) {}
  FileBytes(const FileHandle& lent, std::uint64_t size) : file_(lent), size_(size) {}
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  std::variant<std::size_t, Reject> read_at(std::uint64_t offset, char* to, std::size_t bytes) override {
    return backfile::read_at(file_, offset, to, bytes);
  }
  [[nodiscard]] std::uint64_t next_stored_at(std::uint64_t offset) override { return next_stored(file_, offset); }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bool is_seekable() const override { return true; }

 private:
  FileHandle own_;
  const FileHandle& file_;
  std::uint64_t size_;
};

}  // namespace

std::unique_ptr<ByteSource> bytes_of_file(FileHandle file, std::uint64_t size) { return std::make_unique<FileBytes>(std::move(file), size); }

std::unique_ptr<ByteSource> bytes_of_lent_file(const FileHandle& file, std::uint64_t size) { return std::make_unique<FileBytes>(file, size); }

std::variant<std::string, Reject> read_stretch(ByteSource& source, std::uint64_t offset, std::size_t bytes) {
  std::string stretch(bytes, '\0');
  std::size_t used = 0;
  while (used < bytes) {
    auto got = source.read_at(offset + used, stretch.data() + used, bytes - used);
    if (auto* reject = std::get_if<Reject>(&got)) return std::move(*reject);
    if (std::get<std::size_t>(got) == 0) break;
    used += std::get<std::size_t>(got);
  }
  stretch.resize(used);
  return stretch;
}

}  // namespace backfile
