// Input -> what it says: reads and inflates it, extracts a page or reads a JSON line. Pure but for reading the file; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/article.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/extract/extract.hpp"

namespace backfile {

/// What became of one input.
struct Understood {
  std::string source, path;
  FileStamp stamp;
  bool is_line = false;        // a JSON line: taken without judgement
  bool is_record = false;      // of a container of records
  std::uint64_t original = 0;  // not 0: a further capture of the source with this digest64, without a payload of its own
  bool readable = false;       // there was a page or a line to understand
  Article article;             // for rejects: what fields could be read
  std::optional<Reject> rejected;
  std::string fallback_address;  // to use when unlike texts claim the page's canonical address
  std::uint64_t likeness = 0;    // of the body, where there is a fallback address
  JsonArticleNotes notes;
  std::uint64_t bytes = 0;     // of payload
  std::optional<std::uint64_t> offset, length;  // of the line or record in its container
  std::string digest;          // of the payload, hex16; empty: none could be read
};

/// Never throws for what the input says (only for memory).
[[nodiscard]] Understood understand(Input input, const ExtractOptions& options, std::uint64_t max_page_bytes);

}  // namespace backfile
