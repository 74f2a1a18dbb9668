#include "indexer/write/compaction.hpp"

#include "indexer/interrupt.hpp"
#include "indexer/write/join_postings.hpp"

namespace backfile {
namespace {

class Compactor final : public Xapian::Compactor {
 public:
  void set_status(const std::string&, const std::string&) override { stop_if_interrupted(); }
};

}  // namespace

void compact_database(Xapian::Database& from, const std::string& to, unsigned flags) {
  stop_if_interrupted();
  Compactor compactor;
  from.compact(to, flags, 0, compactor);
  join_postings(to);
}

}  // namespace backfile
