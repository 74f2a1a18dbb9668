#include "indexer/crawl/zip_archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

/// libzip holds the directory in memory, in about five times its size. Real crawls have a few dozen members.
constexpr std::uint64_t max_directory_bytes = 16u << 20, max_members = 300'000;
/// What may be unpacked a second time whatever the member's size.
constexpr std::uint64_t free_unpacking = 64u << 20;
constexpr std::size_t sink_bytes = 1u << 16;

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

Reject of_error(const zip_error_t& error) {
  const int code = zip_error_code_zip(&error);
  if (code == ZIP_ER_MEMORY) throw std::bad_alloc();
  zip_error_t copy = error;
  copy.str = nullptr;
  Reject reject{.reason = Reason::damaged, .detail = fmt::format("zip: {}", zip_error_strerror(&copy))};
  zip_error_fini(&copy);
  if (code == ZIP_ER_READ || code == ZIP_ER_SEEK) reject.reason = Reason::unreadable;
  return reject;
}

/// The directory as the records at the file's end announce it (APPNOTE 4.3.14 to 4.3.16), before any memory is taken for it. A file may end in
/// bytes that look like several: the largest counts.
std::optional<Reject> too_large_directory(ByteSource& file) {
  constexpr std::size_t end_bytes = 22, locator_bytes = 20, end64_bytes = 56, max_comment_bytes = 65'535;
  constexpr std::uint64_t in_zip64 = 0xffffffff;
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(file.size(), end_bytes + locator_bytes + max_comment_bytes);
  const auto read = read_stretch(file, file.size() - tail_bytes, static_cast<std::size_t>(tail_bytes));
  if (const auto* reject = std::get_if<Reject>(&read)) return *reject;
  const std::string& tail = std::get<std::string>(read);
  const auto is_too_large = [](std::uint64_t members, std::uint64_t bytes) { return members > max_members || bytes > max_directory_bytes; };
  bool too_large = false;
  for (std::size_t at = tail.find("PK\5\6"); at != std::string::npos && at + end_bytes <= tail.size(); at = tail.find("PK\5\6", at + 1)) {
    const std::uint64_t bytes = little_endian(tail, at + 12, 4);
    if (bytes != in_zip64) too_large = too_large || is_too_large(little_endian(tail, at + 10, 2), bytes);
  }
  for (std::size_t at = tail.find("PK\6\7"); at != std::string::npos && at + locator_bytes <= tail.size(); at = tail.find("PK\6\7", at + 1)) {
    const auto end64 = read_stretch(file, little_endian(tail, at + 8, 8), end64_bytes);
    const auto* text = std::get_if<std::string>(&end64);
    if (text != nullptr && text->size() == end64_bytes) too_large = too_large || is_too_large(little_endian(*text, 32, 8), little_endian(*text, 40, 8));
  }
  if (!too_large) return std::nullopt;
  return Reject{.reason = Reason::too_large, .detail = fmt::format("zip: a directory over the limit of {} members or {} bytes", max_members, max_directory_bytes)};
}

/// A ByteSource as libzip wants to have it.
class ZipInput {
 public:
  explicit ZipInput(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) { zip_error_init(&error_); }
  ZipInput(const ZipInput&) = delete;
  ZipInput& operator=(const ZipInput&) = delete;
  ~ZipInput() { zip_error_fini(&error_); }
  [[nodiscard]] ByteSource& bytes() { return *bytes_; }

  static zip_int64_t call(void* self, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    return static_cast<ZipInput*>(self)->answer(data, length, command);
  }

 private:
  zip_int64_t answer(void* data, zip_uint64_t length, zip_source_cmd_t command) {
    switch (command) {
      case ZIP_SOURCE_OPEN: offset_ = 0; return 0;
      case ZIP_SOURCE_READ: return read(static_cast<char*>(data), length);
      case ZIP_SOURCE_CLOSE:
      case ZIP_SOURCE_FREE: return 0;
      case ZIP_SOURCE_STAT: return stat(static_cast<zip_stat_t*>(data));
      case ZIP_SOURCE_ERROR: return zip_error_to_data(&error_, data, length);
      case ZIP_SOURCE_SEEK: return seek(data, length);
      case ZIP_SOURCE_TELL: return static_cast<zip_int64_t>(offset_);
      case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
      default: zip_error_set(&error_, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
  }

  zip_int64_t read(char* to, zip_uint64_t length) {
    const auto got = bytes_->read_at(offset_, to, static_cast<std::size_t>(length));
    if (const auto* count = std::get_if<std::size_t>(&got)) {
      offset_ += *count;
      return static_cast<zip_int64_t>(*count);
    }
    zip_error_set(&error_, ZIP_ER_READ, EIO);
    return -1;
  }

  zip_int64_t stat(zip_stat_t* to) const {
    zip_stat_init(to);
    to->valid = ZIP_STAT_SIZE;
    to->size = bytes_->size();
    return sizeof(*to);
  }

  zip_int64_t seek(void* data, zip_uint64_t length) {
    const zip_int64_t to = zip_source_seek_compute_offset(offset_, bytes_->size(), data, length, &error_);
    if (to < 0) return -1;
    offset_ = static_cast<std::uint64_t>(to);
    return 0;
  }

  std::unique_ptr<ByteSource> bytes_;
  std::uint64_t offset_ = 0;
  zip_error_t error_{};
};

struct CloseZip {
  void operator()(zip_t* zip) const noexcept { zip_discard(zip); }
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

class ZipMember final : public ByteSource {
 public:
  ZipMember(std::shared_ptr<ZipArchive> archive, zip_t* zip, ZipArchive::Member member)
      : archive_(std::move(archive)), zip_(zip), member_(std::move(member)) {}

  /// nullopt when all is well.
  std::optional<Reject> begin() {
    file_.reset();  // before the next: libzip reads one well
    file_.reset(zip_fopen_index(zip_, member_.index, 0));
    position_ = 0;
    if (!file_) return of_error(*zip_get_error(zip_));
    return std::nullopt;
  }

  std::variant<std::size_t, Reject> read_at(std::uint64_t offset, char* to, std::size_t bytes) override {
    if (offset >= member_.bytes) return std::size_t{0};
    if (offset != position_)
      if (auto reject = go_to(offset)) return std::move(*reject);
    return read(to, bytes);
  }
  [[nodiscard]] std::uint64_t size() const override { return member_.bytes; }
  [[nodiscard]] bool is_seekable() const override { return member_.is_stored; }

 private:
  std::optional<Reject> go_to(std::uint64_t offset) {
    if (member_.is_stored) {
      if (!file_ || zip_fseek(file_.get(), static_cast<zip_int64_t>(offset), SEEK_SET) != 0) return fault();
      position_ = offset;
      return std::nullopt;
    }
    if (offset < position_) {
      unpacked_again_ += offset;
      if (unpacked_again_ > free_unpacking + 4 * member_.bytes)
        return Reject{.reason = Reason::damaged, .detail = "zip: so damaged that too much of it would have to be unpacked again and again"};
      if (auto reject = begin()) return reject;
    }
    std::array<char, sink_bytes> sink;
    while (position_ < offset && !interrupted()) {
      const auto got = read(sink.data(), static_cast<std::size_t>(std::min<std::uint64_t>(sink.size(), offset - position_)));
      if (const auto* reject = std::get_if<Reject>(&got)) return *reject;
      if (std::get<std::size_t>(got) == 0) break;
    }
    return std::nullopt;
  }

  std::variant<std::size_t, Reject> read(char* to, std::size_t bytes) {
    const zip_int64_t got = file_ ? zip_fread(file_.get(), to, bytes) : -1;
    if (got < 0) return fault();
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }

  Reject fault() { return file_ ? of_error(*zip_file_get_error(file_.get())) : Reject{.reason = Reason::damaged, .detail = "zip: it cannot be read again"}; }

  std::shared_ptr<ZipArchive> archive_;
  zip_t* zip_;
  ZipArchive::Member member_;
  std::unique_ptr<zip_file_t, CloseZip> file_;
  std::uint64_t position_ = 0, unpacked_again_ = 0;
};

class OpenZip final : public ZipArchive {
 public:
  explicit OpenZip(std::unique_ptr<ByteSource> file) : input_(std::move(file)) {}

  std::optional<Reject> read_directory() {
    if (auto reject = too_large_directory(input_.bytes())) return reject;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(&ZipInput::call, &input_, &error);
    if (source == nullptr) throw std::bad_alloc();
    zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!zip_) {
      zip_source_free(source);
      Reject reject = of_error(error);
      zip_error_fini(&error);
      return reject;
    }
    list_members();
    return std::nullopt;
  }

  [[nodiscard]] const std::vector<Member>& members() const override { return members_; }

  std::variant<std::unique_ptr<ByteSource>, Reject> open_member(const Member& member) override {
    auto opened = std::make_unique<ZipMember>(shared_from_this(), zip_.get(), member);
    if (auto reject = opened->begin()) return std::move(*reject);
    return opened;
  }

 private:
  void list_members() {
    const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t known;
      zip_stat_init(&known);
      const auto index = static_cast<zip_uint64_t>(i);
      constexpr zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
      if (zip_stat_index(zip_.get(), index, 0, &known) != 0 || (known.valid & wanted) != wanted) continue;
      members_.push_back({.name = known.name, .index = index, .packed_bytes = known.comp_size, .bytes = known.size,
                          .is_stored = known.comp_method == ZIP_CM_STORE});
    }
    std::ranges::stable_sort(members_, {}, &Member::name);
  }

  ZipInput input_;  // outlives the zip
  std::unique_ptr<zip_t, CloseZip> zip_;
  std::vector<Member> members_;
};

}  // namespace

std::variant<std::shared_ptr<ZipArchive>, Reject> ZipArchive::open(std::unique_ptr<ByteSource> file) {
  auto archive = std::make_shared<OpenZip>(std::move(file));
  if (auto reject = archive->read_directory()) return std::move(*reject);
  return archive;
}

}  // namespace backfile
