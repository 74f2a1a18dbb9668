#include "indexer/write/join_databases.hpp"

#include <xapian.h>

#include "indexer/interrupt.hpp"
#include "indexer/write/merge_databases.hpp"

namespace backfile {
namespace {

class Compactor final : public Xapian::Compactor {
 public:
  void set_status(const std::string&, const std::string&) override { stop_if_interrupted(); }
};

}  // namespace

void join_databases(const std::vector<std::string>& from, const std::string& to) {
  stop_if_interrupted();
  if (merge_databases(from, to)) return;
  Xapian::Database all;
  for (const std::string& path : from) all.add_database(Xapian::Database(path));
  Compactor compactor;
  all.compact(to, Xapian::Compactor::FULL, 0, compactor);
}

}  // namespace backfile
