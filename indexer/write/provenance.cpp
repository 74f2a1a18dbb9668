#include "indexer/write/provenance.hpp"

#include <fmt/format.h>

#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"

namespace backfile {
namespace {

/// Raised when extraction changes so much that unchanged files deserve another look.
constexpr int extraction_version = 1;

/// Ends the state of a file that did not become an article, or not all of it.
constexpr std::string_view rejected_mark = " rejected";

}  // namespace

std::string extraction_fingerprint(std::string_view language, std::string_view timezone) {
  return hex16(digest64(fmt::format("{}\n{}\n{}", extraction_version, language, timezone)));
}

std::string input_key(std::string_view source) { return std::string(schema::metadata::input) + hex16(digest64(source)); }

std::string input_state(const FileStamp& stamp, std::string_view fingerprint) {
  std::string state = fmt::format("{} {} {}", stamp.size, stamp.modified_ns, fingerprint);
  if (stamp.manifest_row) state += " " + hex16(stamp.manifest_row);
  return state;
}

std::string input_state_rejected(const FileStamp& stamp, std::string_view fingerprint) {
  return input_state(stamp, fingerprint).append(rejected_mark);
}

void write_note(Xapian::WritableDatabase& database, const SourceNote& note, std::string_view fingerprint) {
  if (note.is_file) {
    const std::string state = note.rejected ? input_state_rejected(note.stamp, fingerprint) : input_state(note.stamp, fingerprint);
    database.set_metadata(input_key(note.source), state);
  }
  const std::uint64_t version = note.unique.empty() ? note.version : digest64(note.unique);
  if (version == 0) return;
  const std::string key = fmt::format("{}{}/{}", schema::metadata::capture, hex16(version), hex16(digest64(note.source)));
  database.set_metadata(key, encode_capture({.source = note.source,
                                             .captured = note.captured ? to_string(*note.captured) : std::string(),
                                             .path = {},
                                             .offset = note.offset,
                                             .length = note.length,
                                             .digest = note.digest}));
}

}  // namespace backfile
