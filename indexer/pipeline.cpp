#include "indexer/pipeline.hpp"

#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace backfile {
namespace {

/// How far one thread may run ahead of the slowest: bounds what waits to be put in order (about 10 kB an article).
constexpr std::uint64_t window = 512;

}  // namespace

Pipeline::Pipeline(PageSource& source, Stages stages, unsigned threads)
    : source_(source), stages_(std::move(stages)), threads_(threads), sequencer_(window, stages_.sink) {}

void Pipeline::run() {
  std::vector<std::jthread> helpers;
  for (unsigned worker = 1; worker < threads_; ++worker) helpers.emplace_back([this, worker] { work(worker); });
  work(0);
  helpers.clear();
  if (failure_) std::rethrow_exception(failure_);
}

void Pipeline::work(unsigned worker) {
  try {
    while (!failed_ && take_one(worker)) {
    }
  } catch (...) {
    const std::lock_guard lock(failure_mutex_);
    if (!failure_) failure_ = std::current_exception();
    failed_ = true;
  }
}

std::optional<Input> Pipeline::next_input() {
  const std::lock_guard lock(source_mutex_);
  if (ended_) return std::nullopt;
  std::optional<Input> input;
  if (!stages_.stop || !stages_.stop()) input = source_.next();
  if (input)
    ++in_flight_;
  else
    ended_ = true;
  return input;
}

void Pipeline::rest() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

/// One unit of work; false when all is done.
bool Pipeline::take_one(unsigned worker) {
  if (do_background(worker)) return true;
  std::optional<Input> input = next_input();
  if (!input) {
    // The last inputs may still be on their way through another thread, and bring background work.
    if (in_flight_ == 0) return do_background(worker);
    rest();
    return true;
  }
  const std::uint64_t order = input->order;
  while (!failed_ && !sequencer_.has_room(order))
    if (!do_background(worker)) rest();
  if (failed_) return false;
  sequencer_.submit(order, stages_.understand(std::move(*input)));
  --in_flight_;
  return true;
}

}  // namespace backfile
