#include "common/identity.hpp"

#include "common/schema.hpp"

namespace backfile {

std::string identity_of(const Xapian::Database& database) {
  const std::string kept = database.get_metadata(std::string(schema::metadata::identity));
  return kept.empty() ? database.get_uuid() : kept;
}

void keep_identity(const Xapian::Database& former, Xapian::WritableDatabase& rewritten) {
  rewritten.set_metadata(std::string(schema::metadata::identity), identity_of(former));
}

}  // namespace backfile
