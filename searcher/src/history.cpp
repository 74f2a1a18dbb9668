#include "searcher/src/history.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

#include "common/capture.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "common/version_order.hpp"
#include "searcher/src/hits.hpp"

namespace backfile {
namespace {

struct Found {
  PlacedDocument placed;
  std::vector<Capture> captures;
};

/// A record that was written without any is its own.
std::vector<Capture> captures_or_own(std::vector<StoredCapture> stored, const Article& record) {
  std::vector<Capture> captures;
  for (StoredCapture& one : stored) captures.push_back(std::move(one.capture));
  if (!captures.empty()) return captures;
  Capture& own = captures.emplace_back();
  own.source = own.path = record.source;
  if (record.captured) own.captured = to_string(*record.captured);
  return captures;
}

Found read_version(const Xapian::Database& database, Xapian::docid number) {
  Found found{.placed = {.document = read_document(database.get_document(number)), .place = {}}, .captures = {}};
  const StoredDocument& document = found.placed.document;
  std::vector<StoredCapture> captures = read_captures(database, digest64(document.unique));
  found.placed.place = place_of_version(document.article, captures, number);
  found.captures = captures_or_own(std::move(captures), document.article);
  return found;
}

std::int64_t time_of(const Capture& capture) {
  const std::optional<PartialDate> date = parse_iso_date(capture.captured);
  return date ? earliest_instant(*date) : std::numeric_limits<std::int64_t>::max();
}

void sort_captures(std::vector<Capture>& captures) {
  std::ranges::sort(captures, [](const Capture& a, const Capture& b) {
    const std::int64_t a_time = time_of(a), b_time = time_of(b);
    return a_time != b_time ? a_time < b_time : source_before(a.source, b.source);
  });
  const auto same = [](const Capture& a, const Capture& b) {
    return std::tie(a.source, a.captured, a.digest) == std::tie(b.source, b.captured, b.digest);
  };
  captures.erase(std::unique(captures.begin(), captures.end(), same), captures.end());
}

/// The same text in another archive is the same version.
void add(std::vector<Found>& all, Found&& found) {
  const auto known = std::ranges::find(all, found.placed.document.unique, [](const Found& f) { return f.placed.document.unique; });
  if (known == all.end()) return all.push_back(std::move(found));
  known->captures.insert(known->captures.end(), found.captures.begin(), found.captures.end());
  if (earlier_version(known->placed, found.placed)) known->placed = std::move(found.placed);
}

StoredVersion version_of(Found&& found) {
  StoredDocument& document = found.placed.document;
  StoredVersion stored;
  Version& version = stored.version;
  version.title = document.article.title;
  version.published = document.article.published;
  version.modified = document.article.modified;
  version.digest = std::move(document.digest);
  version.superseded = true;
  version.captures = std::move(found.captures);
  sort_captures(version.captures);
  stored.article = std::move(document.article);
  return stored;
}

}  // namespace

std::vector<Capture> captures_of(const Xapian::Database& database, const StoredDocument& document) {
  std::vector<Capture> captures = captures_or_own(read_captures(database, digest64(document.unique)), document.article);
  sort_captures(captures);
  return captures;
}

std::vector<StoredVersion> read_versions(const Archives& archives, const std::string& address_term) {
  std::vector<Found> all;
  for (std::size_t i = 0; i < archives.size(); ++i) {
    const Xapian::Database& database = archives.part(i).database;
    for (auto post = database.postlist_begin(address_term); post != database.postlist_end(address_term); ++post) add(all, read_version(database, *post));
  }
  std::ranges::sort(all, [](const Found& a, const Found& b) { return earlier_version(a.placed, b.placed); });
  std::vector<StoredVersion> versions;
  for (Found& found : all) versions.push_back(version_of(std::move(found)));
  if (!versions.empty()) versions.back().version.superseded = false;
  return versions;
}

std::vector<Version> read_history(const Archives& archives, const std::string& address_term) {
  std::vector<Version> versions;
  for (StoredVersion& stored : read_versions(archives, address_term)) versions.push_back(std::move(stored.version));
  return versions;
}

}  // namespace backfile
