#include "indexer/crawl/wacz_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/crawl/file_kind.hpp"
#include "indexer/crawl/sniff.hpp"
#include "indexer/crawl/zip_archive.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr int max_depth = 2;

/// What all containers of one file share.
struct Reading {
  Input file_input;
  std::uint64_t max_page_bytes;
  Revisits& revisits;
  RecordCounts& counts;

  [[nodiscard]] Input input(const std::string& place) const {
    Input input = file_input;
    input.source += place;
    input.relative_path += place;
    return input;
  }
  [[nodiscard]] Input failure(const std::string& place, Reject reject) const {
    Input failed = input(place);
    failed.kind = Input::Kind::failure;
    failed.is_record = true;
    failed.failure = std::move(reject);
    return failed;
  }
};

using Members = std::vector<ZipArchive::Member>;

bool is_useful(const ZipArchive::Member& member) { return has_warc_name(member.name) || has_arc_name(member.name) || has_wacz_name(member.name); }

class ZipOfWarcs final : public Container {
 public:
  ZipOfWarcs(std::shared_ptr<ZipArchive> zip, std::uint64_t zip_bytes, Reading reading, std::string place, int depth)
      : zip_(std::move(zip)), zip_bytes_(zip_bytes), reading_(std::move(reading)), place_(std::move(place)), depth_(depth) {}

  std::optional<Input> next() override {
    while (!interrupted()) {
      if (current_) {
        if (auto input = current_->next()) return input;
        if (interrupted()) break;
        current_.reset();
      }
      const Members& members = zip_->members();
      if (next_ == members.size()) return std::nullopt;
      const std::size_t at = next_++;
      if (!is_useful(members[at])) continue;
      if (auto reject = enter(members, at)) return reading_.failure(place_of(members[at]), std::move(*reject));
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string place_of(const ZipArchive::Member& member) const { return place_ + std::string(member_mark) + member.name; }

  std::optional<Reject> enter(const Members& members, std::size_t at) {
    const ZipArchive::Member& member = members[at];
    if (at > 0 && members[at - 1].name == member.name) return damaged("zip: a second file of the same name");
    // Files that lie on one another would make a small zip endless.
    packed_bytes_ += std::min(member.packed_bytes, zip_bytes_ + 1);
    if (packed_bytes_ > zip_bytes_) return damaged("zip: more in it than its size has room for");
    auto opened = zip_->open_member(member);
    if (auto* reject = std::get_if<Reject>(&opened)) return std::move(*reject);
    auto bytes = std::move(std::get<std::unique_ptr<ByteSource>>(opened));
    return has_wacz_name(member.name) ? enter_zip(std::move(bytes), member) : enter_warc(std::move(bytes), member);
  }

  std::optional<Reject> enter_warc(std::unique_ptr<ByteSource> bytes, const ZipArchive::Member& member) {
    if (bytes->size() == 0) return std::nullopt;
    const auto kind = kind_of_file(*bytes, member.name);
    if (const auto* reject = std::get_if<Reject>(&kind)) return *reject;
    const FileKind told = std::get<FileKind>(kind);
    const RecordFormat* format = format_of_records(told.content);
    if (format == nullptr) return damaged("no WARC file under the name of one");
    current_ = open_warc(std::move(bytes), *format, told.coding, reading_.input(place_of(member)), reading_.max_page_bytes, reading_.revisits, reading_.counts);
    return std::nullopt;
  }

  std::optional<Reject> enter_zip(std::unique_ptr<ByteSource> bytes, const ZipArchive::Member& member) {
    if (depth_ == max_depth) return Reject{.reason = Reason::damaged, .detail = "zip: files within files within files are not read"};
    if (!bytes->is_seekable()) return Reject{.reason = Reason::damaged, .detail = "zip: a file within it that is compressed again is not read"};
    const std::uint64_t size = bytes->size();
    auto zip = ZipArchive::open(std::move(bytes));
    if (auto* reject = std::get_if<Reject>(&zip)) return std::move(*reject);
    current_ = std::make_unique<ZipOfWarcs>(std::move(std::get<std::shared_ptr<ZipArchive>>(zip)), size, reading_, place_of(member), depth_ + 1);
    return std::nullopt;
  }

  static Reject damaged(std::string detail) { return {.reason = Reason::damaged, .detail = std::move(detail)}; }

  std::shared_ptr<ZipArchive> zip_;
  std::uint64_t zip_bytes_;
  Reading reading_;
  std::string place_;  // of the zip file in the file that is read
  int depth_;
  std::uint64_t packed_bytes_ = 0;
  std::size_t next_ = 0;
  std::unique_ptr<Container> current_;
};

/// What is left of a WACZ without its directory.
class Wreck final : public Container {
 public:
  Wreck(std::unique_ptr<ByteSource> file, const Reading& reading, Reject reject)
      : failure_(reading.failure("", std::move(reject))),
        rest_(open_warc(std::move(file), warc_format(), FileCoding::gzip, reading.file_input, reading.max_page_bytes, reading.revisits, reading.counts)) {}
  std::optional<Input> next() override { return failure_ ? std::exchange(failure_, std::nullopt) : rest_->next(); }

 private:
  std::optional<Input> failure_;
  std::unique_ptr<Container> rest_;
};

/// By its name, or that of the file that it begins with.
bool should_be_wacz(ByteSource& file, std::string_view path) {
  constexpr std::size_t local_header_bytes = 30, looked_at = 256;
  if (has_wacz_name(path)) return true;
  const auto read = read_stretch(file, 0, local_header_bytes + looked_at);
  const auto* head = std::get_if<std::string>(&read);
  if (head == nullptr || head->size() < local_header_bytes) return false;
  const std::string_view name = std::string_view(*head).substr(local_header_bytes);
  constexpr std::array beginnings = std::to_array<std::string_view>({"archive/", "datapackage.json", "datapackage-digest.json", "indexes/", "pages/"});
  return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return name.starts_with(beginning); });
}

/// A source that lends another's bytes, so that a failed attempt does not take them along.
class LentBytes final : public ByteSource {
 public:
  explicit LentBytes(std::shared_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}
  std::variant<std::size_t, Reject> read_at(std::uint64_t offset, char* to, std::size_t bytes) override { return bytes_->read_at(offset, to, bytes); }
  [[nodiscard]] std::uint64_t next_stored_at(std::uint64_t offset) override { return bytes_->next_stored_at(offset); }
  [[nodiscard]] std::uint64_t size() const override { return bytes_->size(); }
  [[nodiscard]] bool is_seekable() const override { return bytes_->is_seekable(); }

 private:
  std::shared_ptr<ByteSource> bytes_;
};

}  // namespace

std::unique_ptr<Container> open_wacz(std::unique_ptr<ByteSource> file, Input file_input, std::uint64_t max_page_bytes, Revisits& revisits,
                                     RecordCounts& counts) {
  const std::shared_ptr<ByteSource> shared(std::move(file));
  Reading reading{.file_input = std::move(file_input), .max_page_bytes = max_page_bytes, .revisits = revisits, .counts = counts};
  auto opened = ZipArchive::open(std::make_unique<LentBytes>(shared));
  if (auto* reject = std::get_if<Reject>(&opened)) {
    if (!should_be_wacz(*shared, reading.file_input.path)) return nullptr;
    return std::make_unique<Wreck>(std::make_unique<LentBytes>(shared), reading, std::move(*reject));
  }
  auto zip = std::move(std::get<std::shared_ptr<ZipArchive>>(opened));
  if (std::ranges::none_of(zip->members(), is_useful)) return nullptr;
  return std::make_unique<ZipOfWarcs>(std::move(zip), shared->size(), std::move(reading), std::string(), 1);
}

std::variant<std::unique_ptr<ByteSource>, Reject> open_zip_member(std::unique_ptr<ByteSource> zip, std::string_view member) {
  const Reject gone{.reason = Reason::damaged, .detail = "the zip file has no such file in it"};
  for (int depth = 1; depth <= max_depth; ++depth) {
    auto opened = ZipArchive::open(std::move(zip));
    if (auto* reject = std::get_if<Reject>(&opened)) return std::move(*reject);
    auto& archive = std::get<std::shared_ptr<ZipArchive>>(opened);
    for (const ZipArchive::Member& known : archive->members()) {
      if (known.name == member) return archive->open_member(known);
      if (!has_wacz_name(known.name) || !member.starts_with(known.name) || !member.substr(known.name.size()).starts_with(member_mark)) continue;
      auto inner = archive->open_member(known);
      if (auto* reject = std::get_if<Reject>(&inner)) return std::move(*reject);
      zip = std::move(std::get<std::unique_ptr<ByteSource>>(inner));
      member.remove_prefix(known.name.size() + member_mark.size());
      break;
    }
    if (!zip) return gone;
  }
  return gone;
}

}  // namespace backfile
