// Input -> what it says: reads and inflates it, extracts a page or reads a JSON line. Pure but for reading the file; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/article.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/extract/extract.hpp"
#include "indexer/known_version.hpp"

namespace backfile {

/// What became of one input.
struct Understood {
  std::string source, path;
  FileStamp stamp;
  bool is_line = false;        // a JSON line: taken without judgement
  bool is_record = false;      // of a container of records
  bool is_revisit = false;     // a further capture, without a payload of its own
  std::uint64_t original = 0;  // a revisit's: digest64 of the source that has the payload; 0: none of this run
  std::optional<KnownVersion> known;  // the payload is known: it was not looked into, and the article has no more than captured and url
  std::vector<std::uint64_t> payload_names;  // Input::payload_names, and that of the payload itself
  std::optional<std::uint64_t> outdated_payload_name;  // under which the payload is not to be known any more
  std::string own_address_key;        // of the address that the page was captured at
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

struct UnderstandOptions {
  ExtractOptions extract;
  std::uint64_t max_page_bytes = 0;
  std::string fingerprint = {};  // extraction_fingerprint(): payloads are known as long as they would be understood alike
  /// The version that a payload gave earlier, asked from any thread; `own_address_key` as in Understood. Empty: all is looked into.
  std::function<std::optional<KnownVersion>(std::uint64_t payload_name, const std::string& own_address_key)> known = {};
};

/// Never throws for what the input says (only for memory).
[[nodiscard]] Understood understand(Input input, const UnderstandOptions& options);

}  // namespace backfile
