#include "indexer/write/compaction.hpp"

#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

class StoppableCompactor final : public Xapian::Compactor {
 public:
  void set_status(const std::string&, const std::string&) override { stop_if_interrupted(); }
};

}  // namespace

void compact_database(Xapian::Database& from, const std::string& to, unsigned flags) {
  stop_if_interrupted();
  StoppableCompactor compactor;
  from.compact(to, flags, 0, compactor);
}

}  // namespace backfile
