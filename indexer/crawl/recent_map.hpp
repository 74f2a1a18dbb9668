// A map of the entries added last, in bounded memory: two generations, of which the older goes when the younger is full. An entry
// that is found is young again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

namespace backfile {

/// Keys are 64-bit digests. Holds at least the last `generation` entries, at most twice as many.
template <class Value>
class RecentMap {
 public:
  explicit RecentMap(std::size_t generation) : generation_(generation) {}

  void put(std::uint64_t key, Value value) {
    if (young_.size() >= generation_ && !young_.contains(key)) {
      old_ = std::move(young_);
      young_ = {};
    }
    young_.insert_or_assign(key, std::move(value));
  }

  void clear() { young_ = old_ = {}; }

  [[nodiscard]] std::optional<Value> find(std::uint64_t key) {
    if (const auto found = young_.find(key); found != young_.end()) return found->second;
    const auto found = old_.find(key);
    if (found == old_.end()) return std::nullopt;
    const Value value = found->second;
    put(key, value);
    return value;
  }

 private:
  std::size_t generation_;
  std::unordered_map<std::uint64_t, Value> young_, old_;
};

}  // namespace backfile
