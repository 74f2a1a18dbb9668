// A line on the terminal that tells how far the run is: count, rate, time left. Its own thread; nothing is printed elsewhere meanwhile.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "indexer/crawl/page_source.hpp"

namespace backfile {

class Progress {
 public:
  /// `look` is called from the progress thread twice a second. The files below `crawls` are counted meanwhile, so that the time left can
  /// be told; not when one of them is a list or a single file, which may hold any number of pages.
  Progress(bool enabled, std::vector<std::string> crawls, std::function<PageSource::Progress()> look);
  ~Progress();

 private:
  void count_files(const std::stop_token& stop);
  void show(double seconds);

  std::vector<std::string> crawls_;
  std::function<PageSource::Progress()> look_;
  std::atomic<std::uint64_t> files_{0};  // 0 until all are counted
  std::jthread counter_, printer_;
};

}  // namespace backfile
