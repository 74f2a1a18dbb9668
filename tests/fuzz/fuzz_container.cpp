// Any file that holds pages, as the crawl meets it: WACZ and other zip files, ARC, WARC in gzip or zstd, MHTML. Whatever the bytes are, reading ends,
// and no page is over the limit.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <variant>

#include "indexer/crawl/container.hpp"
#include "indexer/crawl/file_kind.hpp"
#include "indexer/crawl/mhtml.hpp"
#include "indexer/crawl/wacz_source.hpp"
#include "tests/fuzz/property.hpp"

namespace {

using namespace backfile;
using fuzz::require;

constexpr std::uint64_t max_page_bytes = 1 << 16;

void read_all(Container& container) {
  while (auto input = container.next()) {
    require(input->is_record);
    if (input->kind != Input::Kind::page_bytes) continue;
    const auto page = load_page(*input, max_page_bytes);
    // Text may grow when it is made markup, by "&amp;" and a paragraph around each byte at most.
    if (const auto* loaded = std::get_if<Page>(&page)) require(loaded->bytes.size() <= 16 * max_page_bytes + 1024);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FileHandle file(memfd_create("container", MFD_CLOEXEC));
  require(file && write(file.get(), data, size) == static_cast<ssize_t>(size));
  auto bytes = bytes_of_file(std::move(file), size);
  const auto told = kind_of_file(*bytes, "");
  require(std::holds_alternative<FileKind>(told));
  const FileKind kind = std::get<FileKind>(told);
  Input named;
  named.stamp.size = size;
  Revisits revisits;
  RecordCounts counts;
  std::unique_ptr<Container> container;
  if (const RecordFormat* format = format_of_records(kind.content))
    container = open_warc(std::move(bytes), *format, kind.coding, named, max_page_bytes, revisits, counts);
  else if (kind.content == Content::zip)
    container = open_wacz(std::move(bytes), named, max_page_bytes, revisits, counts);
  if (container) read_all(*container);
  const auto saved = read_mhtml(fuzz::text_of(data, size));
  if (saved) require(saved->html.size() <= size);
  return 0;
}
