// From a capture, as an archive remembers it, to its record in a WARC file, for copying it into another.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <backfile/history.hpp>

#include "indexer/crawl/page.hpp"

namespace backfile {

struct RecordCopy {
  std::string text;    // head, empty line and block as they stand in the file, inflated; without the line ends behind
  std::string member;  // the gzip member that holds the record and nothing else, as it lies on disk; empty when there is none
};

enum class CapturedIn { own_file, json_line, warc, arc };
struct CapturedRecords {
  CapturedIn place = CapturedIn::own_file;
  std::vector<RecordCopy> copies;  // of a WARC file: the page's first
};

/// The record that `capture` names, then the request and metadata records that stand directly behind it and name it as concurrent (or are
/// named by it); a record before it could only be found by reading the file from its start. Rejects as captured_bytes() does, but checks no
/// digest: that call comes first. At most `max_bytes` a record.
[[nodiscard]] std::variant<CapturedRecords, Reject> captured_records(const Capture& capture, std::uint64_t max_bytes);

}  // namespace backfile
