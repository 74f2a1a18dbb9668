// The head of a WARC record (ISO 28500; WARC 1.1 section 4 and 5, 1.0 and 0.17 alike for what is read here): the fields that matter
// to reading a crawl, leniently. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

enum class RecordKind { warcinfo, request, response, resource, conversion, revisit, metadata, continuation, other };
/// As WARC-Type spells it; "other" for kinds that no version of WARC knows.
[[nodiscard]] std::string_view record_kind_name(RecordKind) noexcept;

struct WarcHead {
  RecordKind kind = RecordKind::other;
  std::optional<std::uint64_t> content_length;  // absent also when it is no number
  std::string target;          // WARC-Target-URI, without the <> that some writers put around it
  std::string date;            // WARC-Date
  std::string content_type;    // of the block
  std::string payload_digest;  // as declared, never checked
  std::string refers_to_target, refers_to_date;
  bool truncated = false;      // WARC-Truncated: the crawler stopped early
};

/// `head`: from the version line on, with or without the empty line at its end. Of a field that is repeated the first counts.
[[nodiscard]] WarcHead parse_warc_head(std::string_view head);

}  // namespace backfile
