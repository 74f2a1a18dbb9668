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

/// Where a line "WARC/1.1" begins in `text`; npos when there is none. `line_begins`: the text's first byte begins a line.
[[nodiscard]] std::size_t find_version_line(std::string_view text, bool line_begins) noexcept;
/// Where a record's head begins in `text` though damage stands before it in the same line, as when a crawler died while it wrote and then
/// went on: told by a version line with a field of WARC in the next line. npos when there is none.
[[nodiscard]] std::size_t find_head_after_damage(std::string_view text) noexcept;
/// Bytes that a version line may have, line end included: so many must be kept when text is searched piece by piece.
inline constexpr std::size_t max_version_line_bytes = 24;
/// The same, for find_head_after_damage.
inline constexpr std::size_t max_head_start_bytes = max_version_line_bytes + 8;

}  // namespace backfile
