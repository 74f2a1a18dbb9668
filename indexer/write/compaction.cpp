#include "indexer/write/compaction.hpp"

#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

class Compactor final : public Xapian::Compactor {
 public:
  explicit Compactor(Stoppable stoppable) : stoppable_(stoppable) {}

  void set_status(const std::string&, const std::string&) override {
    if (stoppable_ == Stoppable::yes) stop_if_interrupted();
  }

 private:
  Stoppable stoppable_;
};

}  // namespace

void compact_database(Xapian::Database& from, const std::string& to, unsigned flags, Stoppable stoppable) {
  if (stoppable == Stoppable::yes) stop_if_interrupted();
  Compactor compactor(stoppable);
  from.compact(to, flags, 0, compactor);
  join_postings(to, stoppable);
}

}  // namespace backfile
