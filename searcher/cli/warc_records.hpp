// Records for a WARC file (ISO 28500, WARC 1.0, which every tool reads), one gzip member each. The same content gives the same bytes,
// names of records included.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile::cli {

/// What heads the file.
struct WarcDescription {
  std::string date;         // "2025-05-04T09:06:00Z"
  std::string description;  // a line for people
  std::string query;        // as it was understood
};
[[nodiscard]] std::string warcinfo_record(const WarcDescription& description);

/// A page that no WARC file holds.
struct PageForWarc {
  std::string target;           // its address
  std::string date;             // "2025-05-04T09:06:00Z"
  bool date_is_of_file = false; // not a time of capture, which nobody knows
  std::string media_type;
  std::string source;           // where it was read
};
/// A `resource` record with `payload` as its block.
[[nodiscard]] std::string resource_record(const PageForWarc& page, std::string_view payload);

/// An address as a header can hold it: what is no printable ASCII, and angle brackets, as percent escapes.
[[nodiscard]] std::string header_address(std::string_view address);

}  // namespace backfile::cli
