#include "indexer/crawl/captured_bytes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/types.h>
#include <unistd.h>

#include "common/digest.hpp"
#include "indexer/crawl/container.hpp"
#include "indexer/crawl/file_kind.hpp"
#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/crawl/wacz_source.hpp"

namespace backfile {
namespace {

using Bytes = std::variant<std::string, Reject>;

Reject changed(std::string detail) { return {.reason = Reason::damaged, .detail = "changed since it was indexed: " + std::move(detail)}; }

Reject too_large(std::uint64_t max_bytes) {
  return {.reason = Reason::too_large, .detail = fmt::format("over the limit of {} bytes", max_bytes)};
}

Bytes whole_file(const Capture& capture, std::uint64_t max_bytes) {
  Input input;
  input.path = capture.path;
  return read_payload(input, max_bytes);
}

/// Reads `length` bytes with `read(to, bytes)`, once `skip` bytes have gone by.
template <class Read>
Bytes stretch(Read&& read, std::uint64_t skip, std::uint64_t length) {
  std::array<char, 1 << 16> sink;
  std::string bytes;
  while (skip > 0 || bytes.size() < length) {
    const std::uint64_t wanted = skip > 0 ? skip : length - bytes.size();
    auto got = read(sink.data(), static_cast<std::size_t>(std::min<std::uint64_t>(wanted, sink.size())));
    if (auto* reject = std::get_if<Reject>(&got)) return std::move(*reject);
    const std::size_t count = std::get<std::size_t>(got);
    if (count == 0) return changed("the file ends before the place where it lay");
    if (skip > 0)
      skip -= count;
    else
      bytes.append(sink.data(), count);
  }
  return bytes;
}

/// A line of JSON lines: its offset is one of the inflated text.
Bytes line(FileHandle file, const Capture& capture, bool is_gzip, std::uint64_t max_bytes) {
  if (!capture.length) return Reject{.reason = Reason::unreadable, .detail = "the archive does not say how long it is"};
  if (*capture.length > max_bytes) return too_large(max_bytes);
  if (is_gzip) {
    GzipStream stream(std::move(file));
    return stretch([&](char* to, std::size_t bytes) { return stream.read(to, bytes); }, *capture.offset, *capture.length);
  }
  if (lseek(file.get(), static_cast<off_t>(*capture.offset), SEEK_SET) < 0) return changed("the file has no such place");
  return stretch([&](char* to, std::size_t bytes) { return read_some(file, to, bytes); }, 0, *capture.length);
}

/// A page in a WARC or ARC file.
Bytes record(std::unique_ptr<ByteSource> file, const RecordFormat& format, const Capture& capture, FileCoding coding, std::uint64_t max_bytes) {
  auto page = read_warc_page(std::move(file), format, coding, {.offset = *capture.offset, .inner = offset_in_member(capture.source)}, max_bytes);
  const bool is_revisit = page && (page->kind == Input::Kind::capture_again || page->failure.reason == Reason::unresolved_revisit);
  if (is_revisit) return Reject{.reason = Reason::empty, .detail = "a revisit record: its payload is that of an earlier capture"};
  if (!page) return changed("no page lies at its place");
  if (page->kind == Input::Kind::failure) return changed(page->failure.detail);
  return read_payload(*page, max_bytes);
}

Bytes member(const Capture& capture, std::uint64_t max_bytes) {
  auto opened = open_captured_container(capture.path);
  if (auto* reject = std::get_if<Reject>(&opened)) return std::move(*reject);
  auto& container = std::get<CapturedContainer>(opened);
  if (container.format) return record(std::move(container.bytes), *container.format, capture, container.coding, max_bytes);
  auto lines = open_regular(capture.path);
  if (auto* reject = std::get_if<Reject>(&lines)) return std::move(*reject);
  return line(std::move(std::get<FileHandle>(lines)), capture, container.coding == FileCoding::gzip, max_bytes);
}

}  // namespace

std::variant<std::unique_ptr<ByteSource>, Reject> open_captured_file(const std::string& path) {
  std::optional<Reject> first;
  for (std::size_t end = path.size(); end != std::string::npos && end > 0; end = path.rfind(member_mark, end - 1)) {
    const std::string file_path = path.substr(0, end);
    const auto status = status_at(AT_FDCWD, file_path);
    auto opened = open_regular(file_path);
    if (const auto* file = std::get_if<FileStatus>(&status); file != nullptr && std::holds_alternative<FileHandle>(opened)) {
      auto bytes = bytes_of_file(std::move(std::get<FileHandle>(opened)), file->stamp.size);
      if (end == path.size()) return bytes;
      return open_zip_member(std::move(bytes), std::string_view(path).substr(end + member_mark.size()));
    }
    if (!first && std::holds_alternative<Reject>(opened)) first = std::move(std::get<Reject>(opened));
  }
  return first ? std::move(*first) : Reject{.reason = Reason::unreadable, .detail = "cannot open"};
}

std::variant<CapturedContainer, Reject> open_captured_container(const std::string& path) {
  auto opened = open_captured_file(path);
  if (auto* reject = std::get_if<Reject>(&opened)) return std::move(*reject);
  auto bytes = std::move(std::get<std::unique_ptr<ByteSource>>(opened));
  const auto told = kind_of_file(*bytes, path);
  if (const auto* reject = std::get_if<Reject>(&told)) return *reject;
  const FileKind kind = std::get<FileKind>(told);
  if (kind.content == Content::zip) return CapturedContainer{std::move(bytes), &warc_format(), FileCoding::gzip};
  return CapturedContainer{std::move(bytes), format_of_records(kind.content), kind.coding};
}

std::uint64_t offset_in_member(std::string_view source) {
  const std::size_t plus = source.rfind('+'), hash = source.rfind('#');
  std::uint64_t inner = 0;
  if (plus != std::string_view::npos && hash != std::string_view::npos && hash < plus)
    std::from_chars(source.data() + plus + 1, source.data() + source.size(), inner);
  return inner;
}

Bytes captured_bytes(const Capture& capture, std::uint64_t max_bytes) {
  Bytes bytes = capture.offset ? member(capture, max_bytes) : whole_file(capture, max_bytes);
  const auto* payload = std::get_if<std::string>(&bytes);
  if (payload == nullptr || capture.digest.empty()) return bytes;
  const std::string digest = hex16(digest64(*payload));
  if (digest != capture.digest) return changed(fmt::format("its digest is {}, was {}", digest, capture.digest));
  return bytes;
}

}  // namespace backfile
