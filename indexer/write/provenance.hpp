// What the archive remembers of inputs, captures and payloads, as Xapian metadata written in the same commit as the documents:
// "in/" + hash of the source -> what was read there last; "cap/" + hash of the version + "/" + hash of the source -> one capture;
// "pay/" + name of a payload -> the version that it gave, so that the same bytes need no second look and revisits find their page.
// "can/" + hash of an address key -> who claimed it as canonical.
// One key per capture: nothing is ever read to be appended to, and shards never share a key with other values.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/date.hpp>
#include <xapian.h>

#include "indexer/crawl/page_source.hpp"
#include "indexer/known_version.hpp"
#include "indexer/write/archive_metadata.hpp"

namespace backfile {

/// Who claimed an article's address as canonical without being at that address.
struct CanonicalClaim {
  std::uint64_t likeness = 0;  // of the text (indexer/likeness.hpp)
  std::uint64_t owner = 0;     // digest64 of the address key where the claimant was captured
};

/// One input and what became of it.
struct SourceNote {
  std::string source;
  FileStamp stamp;
  bool is_file = false;   // a whole file: remembered, so that it is not read again while unchanged
  FileOutcome outcome = FileOutcome::used;  // of a whole file
  KnownVersion of = {};   // what it is a capture of; without a version: no article
  std::optional<PartialDate> captured = {};
  std::optional<std::uint64_t> offset = {}, length = {};  // of the record or line in its container
  std::string digest = {};  // of the payload, hex16; empty = unknown
  std::vector<std::uint64_t> payload_names = {};  // under which the version is to be found from now on
  std::optional<std::uint64_t> outdated_payload_name = {};  // under which none is to be found any more
  std::string own_address_key = {};               // of the address it was captured at
  std::optional<CanonicalClaim> claim = {};       // to the address of `of`
};

/// Digest of everything besides the file that decides what is extracted: rules, options.
[[nodiscard]] std::string extraction_fingerprint(std::string_view language, std::string_view timezone);

[[nodiscard]] std::string input_key(std::string_view source);
[[nodiscard]] std::string input_state(const FileStamp& stamp, std::string_view fingerprint, FileOutcome outcome);
/// An article that was taken down may be in the file that has this state.
[[nodiscard]] bool may_hide_removed(std::string_view state);
/// The outcome whose state is_known() accepts; with `reread_rejected` only that of files of which nothing is to be said.
[[nodiscard]] std::optional<FileOutcome> find_outcome(const FileStamp& stamp, std::string_view fingerprint, bool reread_rejected,
                                                      const std::function<bool(const std::string& state)>& is_known);

/// Gives all metadata entries to `set`; `run`: finished runs before this one.
void write_note(const SetMetadata& set, const SourceNote& note, std::string_view fingerprint, std::uint64_t run);
void write_note(Xapian::WritableDatabase& database, const SourceNote& note, std::string_view fingerprint, std::uint64_t run);

[[nodiscard]] std::string claim_key(std::string_view address_key);
[[nodiscard]] std::optional<CanonicalClaim> decode_claim(std::string_view value);
[[nodiscard]] std::string payload_key(std::uint64_t name);
/// The value of a payload's entry: digest of the version's text as hex16, and behind a space its article's address key unless that is the
/// capture's own.
[[nodiscard]] std::string encode_known(const KnownVersion&, std::string_view own_address_key);
/// The same for the payload of an article that was taken down: it names nothing, but says why the payload has no version.
[[nodiscard]] std::string encode_removed(std::string_view address_key);
[[nodiscard]] std::optional<KnownVersion> decode_known(std::string_view value, std::string_view own_address_key);

}  // namespace backfile
