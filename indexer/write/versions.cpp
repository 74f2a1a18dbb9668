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
  bool superseded = false, edited = false;
};

const std::string& superseded_term() {
  static const std::string term(schema::prefix::superseded);
  return term;
}

/// "Edited after publication", of the article: all of its versions carry it, so that it holds whichever are searched.
const std::string& edited_term() {
  static const std::string term = schema::term(schema::prefix::has, "edits");
  return term;
}

bool has_term(const Xapian::Document& document, const std::string& name) {
  Xapian::TermIterator term = document.termlist_begin();
  term.skip_to(name);
  return term != document.termlist_end() && *term == name;
}

void set_term(Xapian::Document& document, const std::string& name, bool wanted, bool present) {
  if (wanted == present) return;
  if (wanted)
    document.add_boolean_term(name);
  else
    document.remove_term(name);
}

void set_marks(Xapian::WritableDatabase& database, const PlacedVersion& version, bool superseded, bool edited) {
  Xapian::Document document = database.get_document(version.id);
  set_term(document, superseded_term(), superseded, version.superseded);
  set_term(document, edited_term(), edited, version.edited);
  database.replace_document(version.id, document);
}

}  // namespace

std::string unique_term_of(const Xapian::Document& document) {
  Xapian::TermIterator term = document.termlist_begin();
  term.skip_to(std::string(schema::prefix::unique));
  return term == document.termlist_end() || !(*term).starts_with(schema::prefix::unique) ? std::string() : *term;
}

std::uint64_t mark_versions(Xapian::WritableDatabase& database, const std::string& address_term) {
  if (database.get_termfreq(address_term) == 0) return 0;
  std::vector<PlacedVersion> versions;
  for (auto post = database.postlist_begin(address_term); post != database.postlist_end(address_term); ++post) {
    const Xapian::Document document = database.get_document(*post);
    versions.push_back({.place = place_of_version(database, decode_record(document.get_data()), unique_term_of(document), *post),
                        .id = *post,
                        .superseded = has_term(document, superseded_term()),
                        .edited = has_term(document, edited_term())});
  }
  const PlacedVersion* latest = &versions.front();
  for (const PlacedVersion& version : versions)
    if (earlier_version(latest->place, version.place)) latest = &version;
  std::uint64_t rewritten = 0;
  for (const PlacedVersion& version : versions) {
    const bool superseded = &version != latest, edited = versions.size() > 1;
    if (superseded == version.superseded && edited == version.edited) continue;
    set_marks(database, version, superseded, edited);
    ++rewritten;
  }
  return rewritten;
}

std::uint64_t mark_all_versions(Xapian::WritableDatabase& database) {
  std::vector<std::string> several;
  const std::string prefix(schema::prefix::address);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
    if (term.get_termfreq() > 1) several.push_back(*term);
  std::uint64_t rewritten = 0;
  for (const std::string& term : several) rewritten += mark_versions(database, term);
  return rewritten;
}

Xapian::Document without_version_marks(Xapian::Document document) {
  for (const std::string* name : {&superseded_term(), &edited_term()}) set_term(document, *name, false, has_term(document, *name));
  return document;
}

}  // namespace backfile
