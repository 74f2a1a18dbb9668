#include "indexer/write/prune.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/provenance.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

bool lies_below(std::string_view source, std::string_view root) {
  while (root.size() > 1 && root.ends_with('/')) root.remove_suffix(1);
  if (!source.starts_with(root)) return false;
  return source.size() == root.size() || root == "/" || source[root.size()] == '/' || source[root.size()] == '#';
}

struct Vanished {
  std::vector<std::string> capture_keys;
  std::vector<std::string> sources;
  std::unordered_map<std::string, std::uint64_t> versions;  // hex16 of the Q term -> captures that go
};

/// The version's part of a capture key.
std::string version_of(const std::string& key) { return key.substr(schema::metadata::capture.size(), 16); }

Vanished find_vanished(const Xapian::Database& database, const std::vector<std::string>& roots, const SeenSources& seen, PruneCounts& counts) {
  Vanished vanished;
  const std::string prefix(schema::metadata::capture);
  for (auto key = database.metadata_keys_begin(prefix); key != database.metadata_keys_end(prefix); ++key) {
    stop_if_interrupted();
    const std::string source = decode_capture(database.get_metadata(*key)).capture.source;
    if (std::ranges::none_of(roots, [&](const std::string& root) { return lies_below(source, root); })) continue;
    ++counts.captures;
    if (seen.contains(source)) continue;
    vanished.capture_keys.push_back(*key);
    vanished.sources.push_back(source);
    ++vanished.versions[version_of(*key)];
  }
  counts.dropped_captures = vanished.capture_keys.size();
  return vanished;
}

bool has_capture(const Xapian::Database& database, const std::string& version) {
  const std::string prefix = std::string(schema::metadata::capture) + version;
  return database.metadata_keys_begin(prefix) != database.metadata_keys_end(prefix);
}

/// Entries that lead to what is gone are as good as none, but take room. An equal text elsewhere is merely looked into again.
void forget_payloads(Xapian::WritableDatabase& database, const std::unordered_set<std::string>& texts) {
  const std::string prefix(schema::metadata::payload);
  std::vector<std::string> forgotten;
  for (auto key = database.metadata_keys_begin(prefix); key != database.metadata_keys_end(prefix); ++key)
    if (texts.contains(database.get_metadata(*key).substr(0, 16))) forgotten.push_back(*key);
  for (const std::string& key : forgotten) database.set_metadata(key, "");
}

/// Versions are known by the digest of their Q term here: one walk over the terms finds the documents.
std::uint64_t drop_versions(Xapian::WritableDatabase& database, const Vanished& vanished) {
  std::vector<std::string> terms;
  const std::string unique(schema::prefix::unique);
  for (auto term = database.allterms_begin(unique); term != database.allterms_end(unique); ++term) {
    stop_if_interrupted();
    const std::string version = hex16(digest64(*term));
    if (vanished.versions.contains(version) && !has_capture(database, version)) terms.push_back(*term);
  }
  std::unordered_set<std::string> texts;  // hex16
  for (const std::string& term : terms) {
    stop_if_interrupted();
    std::string address;
    for (auto post = database.postlist_begin(term); post != database.postlist_end(term); ++post) {
      const Xapian::Document document = database.get_document(*post);
      auto found = document.termlist_begin();
      found.skip_to(std::string(schema::prefix::address));
      if (found != document.termlist_end()) address = *found;
      if (const std::string digest = document.get_value(schema::slot::text_digest); digest.size() == 8) texts.insert(hex16(from_big_endian64(digest)));
    }
    database.delete_document(term);
    if (!address.starts_with(schema::prefix::address)) continue;
    mark_versions(database, address);
    if (database.get_termfreq(address) == 0) database.set_metadata(claim_key(std::string_view(address).substr(schema::prefix::address.size())), "");
  }
  forget_payloads(database, texts);
  return terms.size();
}

}  // namespace

PruneCounts prune(Xapian::WritableDatabase& database, const std::vector<std::string>& roots, const SeenSources& seen, double limit_percent) {
  PruneCounts counts;
  const Vanished vanished = find_vanished(database, roots, seen, counts);
  if (static_cast<double>(counts.dropped_captures) > static_cast<double>(counts.captures) * limit_percent / 100)
    throw Error(Errc::usage, fmt::format("--prune would drop {} of {} captures, more than {} %: nothing was dropped (see --prune-limit)",
                                         counts.dropped_captures, counts.captures, limit_percent));
  for (const std::string& key : vanished.capture_keys) database.set_metadata(key, "");
  for (const std::string& source : vanished.sources) database.set_metadata(input_key(source), "");
  counts.dropped_versions = drop_versions(database, vanished);
  return counts;
}

}  // namespace backfile
