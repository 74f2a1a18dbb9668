#include "indexer/write/provenance.hpp"

#include <fmt/format.h>

#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"

namespace backfile {
namespace {

/// Raised when extraction changes so much, or kinds of file are read that were not, that unchanged files deserve another look.
constexpr int extraction_version = 4;

/// Begins the entry of a payload whose article was taken down; no digest does.
constexpr std::string_view removed_mark = "gone ";

/// Ends a file's state.
std::string_view mark_of(FileOutcome outcome) {
  switch (outcome) {
    case FileOutcome::rejected: return " rejected";
    case FileOutcome::removed: return " removed";
    case FileOutcome::damaged: return " damaged";
    case FileOutcome::used: break;
  }
  return "";
}

}  // namespace

std::string extraction_fingerprint(std::string_view language, std::string_view timezone) {
  return hex16(digest64(fmt::format("{}\n{}\n{}", extraction_version, language, timezone)));
}

std::string input_key(std::string_view source) { return std::string(schema::metadata::input) + hex16(digest64(source)); }

std::string input_state(const FileStamp& stamp, std::string_view fingerprint, FileOutcome outcome) {
  std::string state = fmt::format("{} {} {}", stamp.size, stamp.modified_ns, fingerprint);
  if (stamp.told) state += " " + hex16(stamp.told);
  return state.append(mark_of(outcome));
}

/// Of several outcomes a container has the worst.
bool may_hide_removed(std::string_view state) {
  return state.ends_with(mark_of(FileOutcome::removed)) || state.ends_with(mark_of(FileOutcome::damaged));
}

std::optional<FileOutcome> find_outcome(const FileStamp& stamp, std::string_view fingerprint, bool reread_rejected,
                                        const std::function<bool(const std::string& state)>& is_known) {
  for (const FileOutcome outcome : {FileOutcome::used, FileOutcome::rejected, FileOutcome::removed, FileOutcome::damaged}) {
    if (is_known(input_state(stamp, fingerprint, outcome))) return outcome;
    if (reread_rejected) break;
  }
  return std::nullopt;
}

std::string claim_key(std::string_view address_key) { return std::string(schema::metadata::claim) + hex16(digest64(address_key)); }

std::optional<CanonicalClaim> decode_claim(std::string_view value) {
  if (value.size() != 32) return std::nullopt;
  const auto likeness = from_hex16(value.substr(0, 16)), owner = from_hex16(value.substr(16));
  if (!likeness || !owner) return std::nullopt;
  return CanonicalClaim{*likeness, *owner};
}

std::string payload_key(std::uint64_t name) { return std::string(schema::metadata::payload) + hex16(name); }

std::string encode_known(const KnownVersion& known, std::string_view own_address_key) {
  std::string value = hex16(known.text_digest);
  if (known.address_key != own_address_key) value.append(" ").append(known.address_key);
  return value;
}

std::string encode_removed(std::string_view address_key) { return std::string(removed_mark) + hex16(digest64(address_key)); }

std::optional<KnownVersion> decode_known(std::string_view value, std::string_view own_address_key) {
  if (value.starts_with(removed_mark)) return KnownVersion{.is_removed = true};
  KnownVersion known;
  const auto digest = from_hex16(value.substr(0, 16));
  if (!digest) return std::nullopt;
  known.text_digest = *digest;
  known.address_key = value.size() > 17 ? value.substr(17) : own_address_key;
  return known;
}

void write_note(const SetMetadata& set, const SourceNote& note, std::string_view fingerprint, std::uint64_t run) {
  if (note.is_file) set(input_key(note.source), input_state(note.stamp, fingerprint, note.outcome));
  if (note.of.address_key.empty()) return;
  const Capture capture{.source = note.source,
                        .captured = note.captured ? to_string(*note.captured) : std::string(),
                        .path = {},
                        .offset = note.offset,
                        .length = note.length,
                        .digest = note.digest};
  const std::uint64_t version = digest64(schema::unique_term(note.of.address_key, note.of.text_digest));
  set(capture_key(version, note.source), encode_capture({capture, run}));
  if (note.claim) set(claim_key(note.of.address_key), hex16(note.claim->likeness) + hex16(note.claim->owner));
  if (note.outdated_payload_name) set(payload_key(*note.outdated_payload_name), "");
  for (const std::uint64_t name : note.payload_names) set(payload_key(name), encode_known(note.of, note.own_address_key));
}

void write_note(Xapian::WritableDatabase& database, const SourceNote& note, std::string_view fingerprint, std::uint64_t run) {
  write_note([&](const std::string& key, const std::string& value) { database.set_metadata(key, value); }, note, fingerprint, run);
}

}  // namespace backfile
