#include "indexer/write/versions.hpp"

#include <vector>

#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/version_order.hpp"

namespace backfile {
namespace {

struct PlacedVersion {
  VersionPlace place;
  Xapian::docid id = 0;
  bool superseded = false;
};

std::string unique_term_of(const Xapian::Document& document) {
  Xapian::TermIterator term = document.termlist_begin();
  term.skip_to(std::string(schema::prefix::unique));
  return term == document.termlist_end() ? std::string() : *term;
}

bool is_superseded(const Xapian::Document& document) {
  Xapian::TermIterator term = document.termlist_begin();
  const std::string old(schema::prefix::superseded);
  term.skip_to(old);
  return term != document.termlist_end() && *term == old;
}

void set_superseded(Xapian::WritableDatabase& database, Xapian::docid id, bool superseded) {
  Xapian::Document document = database.get_document(id);
  const std::string old(schema::prefix::superseded);
  if (superseded)
    document.add_boolean_term(old);
  else
    document.remove_term(old);
  database.replace_document(id, document);
}

}  // namespace

std::uint64_t mark_superseded(Xapian::WritableDatabase& database, const std::string& address_term) {
  if (database.get_termfreq(address_term) == 0) return 0;
  std::vector<PlacedVersion> versions;
  for (auto post = database.postlist_begin(address_term); post != database.postlist_end(address_term); ++post) {
    const Xapian::Document document = database.get_document(*post);
    versions.push_back({.place = place_of_version(database, decode_record(document.get_data()), unique_term_of(document), *post),
                        .id = *post,
                        .superseded = is_superseded(document)});
  }
  const PlacedVersion* latest = &versions.front();
  for (const PlacedVersion& version : versions)
    if (earlier_version(latest->place, version.place)) latest = &version;
  std::uint64_t rewritten = 0;
  for (const PlacedVersion& version : versions) {
    const bool superseded = &version != latest;
    if (superseded == version.superseded) continue;
    set_superseded(database, version.id, superseded);
    ++rewritten;
  }
  return rewritten;
}

std::uint64_t mark_all_superseded(Xapian::WritableDatabase& database) {
  std::vector<std::string> several;
  const std::string prefix(schema::prefix::address);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
    if (term.get_termfreq() > 1) several.push_back(*term);
  std::uint64_t rewritten = 0;
  for (const std::string& term : several) rewritten += mark_superseded(database, term);
  return rewritten;
}

}  // namespace backfile
