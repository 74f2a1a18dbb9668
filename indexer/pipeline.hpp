// The driver: one source, several threads that understand its inputs, and a sink that sees them in crawl order. Threads prefer
// background work (writing what the sink accepted) to reading more, so that little waits in memory.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>

#include "indexer/crawl/page_source.hpp"
#include "indexer/sequencer.hpp"
#include "indexer/understand.hpp"

namespace backfile {

class Pipeline {
 public:
  struct Stages {
    std::function<Understood(Input)> understand;        // any thread
    std::function<void(Understood&&)> sink;             // in crawl order, one at a time
    std::function<bool(unsigned worker)> background;    // does one unit of other work; false when there is none. May be empty.
    std::function<bool()> stop;                         // any thread, beside the sink: no further input (a signal); what was taken is finished
  };
  Pipeline(PageSource& source, Stages stages, unsigned threads);

  /// Returns when every input taken has gone through the sink and no background work is left. Rethrows the first exception of any
  /// thread after all have stopped.
  void run();

 private:
  void work(unsigned worker);
  bool take_one(unsigned worker);
  std::optional<Input> next_input();
  bool do_background(unsigned worker) { return stages_.background && stages_.background(worker); }
  void rest();

  PageSource& source_;
  const Stages stages_;
  const unsigned threads_;
  Sequencer<Understood> sequencer_;
  std::mutex source_mutex_;
  bool ended_ = false;
  std::atomic<std::uint64_t> in_flight_{0};
  std::atomic<bool> failed_{false};
  std::mutex failure_mutex_;
  std::exception_ptr failure_;
};

}  // namespace backfile
