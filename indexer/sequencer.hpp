// Puts work that several threads finish in any order back into crawl order. Whoever closes a gap hands on all that has become
// ready. The window bounds memory: who runs too far ahead of the slowest has to do something else first.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace backfile {

template <typename T>
class Sequencer {
 public:
  /// `sink` is called with one item at a time, in order 0, 1, 2 ..., under the sequencer's lock.
  Sequencer(std::uint64_t window, std::function<void(T&&)> sink) : window_(window), sink_(std::move(sink)) {}

  void submit(std::uint64_t order, T&& item) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(order, std::move(item));
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      auto ready = waiting_.extract(waiting_.begin());
      ++next_;
      sink_(std::move(ready.mapped()));
    }
  }

  /// True when `order` lies within the window.
  [[nodiscard]] bool has_room(std::uint64_t order) {
    const std::lock_guard lock(mutex_);
    return order < next_ + window_;
  }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, T> waiting_;
  std::uint64_t next_ = 0;
  const std::uint64_t window_;
  const std::function<void(T&&)> sink_;
};

}  // namespace backfile
