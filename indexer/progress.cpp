#include "indexer/progress.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace backfile {

Progress::Progress(bool enabled, std::vector<std::string> crawls, std::function<PageSource::Progress()> look)
    : crawls_(std::move(crawls)), look_(std::move(look)) {
  if (!enabled) return;
  counter_ = std::jthread([this](const std::stop_token& stop) { count_files(stop); });
  printer_ = std::jthread([this](const std::stop_token& stop) {
    const auto begin = std::chrono::steady_clock::now();
    std::mutex mutex;
    std::condition_variable_any ended;
    std::unique_lock lock(mutex);
    while (!ended.wait_for(lock, stop, std::chrono::milliseconds(500), [&] { return stop.stop_requested(); })) {
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
      show(seconds.count());
    }
    std::fputs("\r\x1b[K", stderr);
  });
}

Progress::~Progress() = default;

void Progress::count_files(const std::stop_token& stop) {
  namespace fs = std::filesystem;
  std::uint64_t files = 0;
  std::error_code error;
  for (const std::string& crawl : crawls_) {
    if (!fs::is_directory(crawl, error)) return;
    for (fs::recursive_directory_iterator entry(crawl, fs::directory_options::skip_permission_denied, error), end; !error && entry != end;
         entry.increment(error)) {
      if (stop.stop_requested()) return;
      files += !entry->is_directory(error);
    }
  }
  files_ = files;
}

void Progress::show(double seconds) {
  PageSource::Progress now = look_();
  now.total_inputs = files_;
  const double rate = static_cast<double>(now.inputs) / seconds;
  std::string line = fmt::format("\r{} pages", now.inputs);
  if (now.total_inputs) line += fmt::format(" of {}", now.total_inputs);
  line += fmt::format(", {:.0f} a second", rate);
  if (now.total_inputs > now.inputs && rate > 0)
    line += fmt::format(", about {:.0f} s left", static_cast<double>(now.total_inputs - now.inputs) / rate);
  line += "\x1b[K";
  std::fputs(line.c_str(), stderr);
}

}  // namespace backfile
