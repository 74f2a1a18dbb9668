// Any bytes as a WARC file: reading ends, places grow, and what a page becomes is bounded.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <variant>

#include "indexer/crawl/container.hpp"
#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/sniff.hpp"

namespace {

void require(bool property) {
  if (!property) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  constexpr std::uint64_t max_page_bytes = 1 << 16;
  FileHandle file(memfd_create("warc", MFD_CLOEXEC));
  require(file && write(file.get(), data, size) == static_cast<ssize_t>(size));
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const bool is_gzip = looks_like_gzip(bytes), is_zstd = looks_like_zstd(bytes);
  const FileCoding coding = is_gzip ? FileCoding::gzip : is_zstd ? FileCoding::zstd : FileCoding::plain;
  Input named;
  named.stamp.size = size;
  Revisits revisits;
  RecordCounts counts;
  const auto warc = open_warc(bytes_of_file(std::move(file), size), warc_format(), coding, named, max_page_bytes, revisits, counts);
  std::uint64_t inputs = 0;
  while (auto input = warc->next()) {
    require(input->is_record && input->offset && *input->offset <= size);
    require(++inputs <= size + 1 || coding != FileCoding::plain);
    if (input->kind != Input::Kind::page_bytes) continue;
    const auto page = load_page(*input, max_page_bytes);
    // Text may grow when it is made markup, by "&amp;" and a paragraph around each byte at most.
    if (const auto* loaded = std::get_if<Page>(&page)) require(loaded->bytes.size() <= 16 * max_page_bytes);
  }
  return 0;
}
