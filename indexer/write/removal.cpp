#include "indexer/write/removal.hpp"

#include <algorithm>

#include "common/address.hpp"
#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/provenance.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

std::string removal_key(std::string_view address_key) { return std::string(schema::metadata::removed) + hex16(digest64(address_key)); }

std::vector<std::string> keys_with(const Xapian::Database& database, std::string_view prefix) {
  const std::string start(prefix);
  return {database.metadata_keys_begin(start), database.metadata_keys_end(start)};
}

/// Sets each key below `prefix` to what `change` makes of its value; nullopt: it stays.
template <typename Change>
void change_metadata(Xapian::WritableDatabase& database, std::string_view prefix, Change change) {
  for (const std::string& key : keys_with(database, prefix)) {
    stop_if_interrupted();
    if (const std::optional<std::string> value = change(database.get_metadata(key))) database.set_metadata(key, *value);
  }
}

void drop_captures(Xapian::WritableDatabase& database, const TakenOut& taken, RemovalCounts& counts) {
  for (const std::uint64_t version : taken.versions) {
    for (const std::string& key : keys_with(database, capture_prefix(version))) {
      database.set_metadata(key, "");
      ++counts.captures;
    }
  }
  for (const std::string& input : taken.inputs) database.set_metadata(input, "");
}

}  // namespace

void Removals::add(const Xapian::Database& database) {
  for (const std::string& key : keys_with(database, schema::metadata::removed))
    if (const auto digest = from_hex16(std::string_view(key).substr(schema::metadata::removed.size()))) keys_.insert(*digest);
}

bool Removals::contains(std::string_view address_key) const { return !keys_.empty() && keys_.contains(digest64(address_key)); }

void TakenOut::add(const Xapian::Database& database, const Xapian::Document& document, const std::string& address_key) {
  address_keys.insert(address_key);
  if (const std::string digest = document.get_value(schema::slot::text_digest); digest.size() == 8) texts.insert(hex16(from_big_endian64(digest)));
  const std::uint64_t version = digest64(unique_term_of(document));
  versions.insert(version);
  for (const StoredCapture& stored : read_captures(database, version)) {
    inputs.insert(input_key(stored.capture.source));
    inputs.insert(input_key(stored.capture.path));
  }
}

/// An entry without an address speaks of the capture's own, which is told by itself when it stays out. Equal texts of other articles are
/// merely looked into again.
std::optional<std::string> TakenOut::payload_value(const std::string& value) const {
  if (value.size() <= 17) return texts.contains(value) ? std::optional(std::string()) : std::nullopt;
  const std::string address_key = value.substr(17);
  return address_keys.contains(address_key) ? std::optional(encode_removed(address_key)) : std::nullopt;
}

RemovalCounts remove_articles(Xapian::WritableDatabase& database, const std::vector<std::string>& address_keys) {
  RemovalCounts counts;
  TakenOut taken;
  for (const std::string& key : address_keys) {
    stop_if_interrupted();
    const std::string address = schema::term(schema::prefix::address, key);
    const std::vector<Xapian::docid> versions(database.postlist_begin(address), database.postlist_end(address));
    for (const Xapian::docid id : versions) {
      taken.add(database, database.get_document(id), key);
      database.delete_document(id);
    }
    counts.versions += versions.size();
    if (versions.empty())
      counts.unknown.push_back(key);
    else
      ++counts.articles;
    database.set_metadata(claim_key(key), "");
    database.set_metadata(removal_key(key), key);
  }
  drop_captures(database, taken, counts);
  if (!taken.versions.empty())
    change_metadata(database, schema::metadata::payload, [&](const std::string& value) { return taken.payload_value(value); });
  return counts;
}

std::vector<std::string> restore_articles(Xapian::WritableDatabase& database, const std::vector<std::string>& address_keys) {
  std::vector<std::string> unknown;
  std::unordered_set<std::string> markers;
  for (const std::string& key : address_keys) {
    if (database.get_metadata(removal_key(key)).empty()) {
      unknown.push_back(key);
      continue;
    }
    database.set_metadata(removal_key(key), "");
    markers.insert(encode_removed(key));
  }
  if (markers.empty()) return unknown;
  const auto forgotten = [](bool forget) { return forget ? std::optional(std::string()) : std::nullopt; };
  change_metadata(database, schema::metadata::payload, [&](const std::string& value) { return forgotten(markers.contains(value)); });
  change_metadata(database, schema::metadata::input, [&](const std::string& state) { return forgotten(may_hide_removed(state)); });
  return unknown;
}

std::vector<std::string> removed_articles(const Xapian::Database& database) {
  std::vector<std::string> addresses;
  for (const std::string& key : keys_with(database, schema::metadata::removed)) addresses.push_back(database.get_metadata(key));
  std::ranges::sort(addresses);
  return addresses;
}

std::optional<std::string> find_address_key(const Xapian::Database& database, std::string_view text) {
  const std::string literal(text);
  if (database.term_exists(schema::term(schema::prefix::address, literal)) || !database.get_metadata(removal_key(literal)).empty()) return literal;
  if (const auto normalised = normalise_address(text)) return address_key(*normalised);
  for (const std::string_view kind : {"id:", "source:", "file:"})
    if (text.starts_with(kind) && text.size() > kind.size()) return literal;
  return std::nullopt;
}

}  // namespace backfile
