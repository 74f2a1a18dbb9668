#include "indexer/pipeline.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

class NumberedSource final : public PageSource {
 public:
  explicit NumberedSource(std::uint64_t count) : count_(count) {}
  std::optional<Input> next() override {
    if (given_ == count_) return std::nullopt;
    Input input;
    input.order = given_++;
    input.source = std::to_string(input.order);
    return input;
  }
  [[nodiscard]] Progress progress() const override { return {given_, count_}; }

 private:
  std::uint64_t count_, given_ = 0;
};

Understood slow_for_some(const Input& input) {
  if (input.order % 97 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  Understood item;
  item.source = input.source;
  return item;
}

}  // namespace

TEST_CASE("the sink sees inputs in crawl order, whatever the threads") {
  const unsigned threads = GENERATE(1u, 2u, 5u);
  NumberedSource source(3000);
  std::uint64_t seen = 0;
  bool ordered = true;
  std::mutex mutex;
  std::uint64_t jobs = 0, done = 0;
  Pipeline pipeline(source,
                    {.understand = slow_for_some,
                     .sink =
                         [&](Understood&& item) {
                           ordered = ordered && item.source == std::to_string(seen++);
                           const std::lock_guard lock(mutex);
                           ++jobs;
                         },
                     .background =
                         [&](unsigned) {
                           const std::lock_guard lock(mutex);
                           if (!jobs) return false;
                           --jobs;
                           ++done;
                           return true;
                         },
                     .stop = {}},
                    threads);
  pipeline.run();
  CHECK(ordered);
  CHECK(seen == 3000);
  CHECK(done == 3000);
}

TEST_CASE("an exception in any stage ends the run and reaches the caller") {
  NumberedSource source(100000);
  Pipeline pipeline(source,
                    {.understand = [](const Input& input) -> Understood {
                       if (input.order == 700) throw std::runtime_error("stage failed");
                       return slow_for_some(input);
                     },
                     .sink = [](Understood&&) {},
                     .background = {},
                     .stop = {}},
                    3);
  CHECK_THROWS_WITH(pipeline.run(), "stage failed");
}

TEST_CASE("stopping finishes what was taken and takes no more") {
  NumberedSource source(100000);
  std::atomic<std::uint64_t> seen = 0;
  Pipeline pipeline(source, {.understand = slow_for_some, .sink = [&](Understood&&) { ++seen; }, .background = {}, .stop = [&] { return seen >= 50; }}, 2);
  pipeline.run();
  CHECK(seen.load() >= 50);
  CHECK(seen.load() < 1000);  // what the window let other threads take meanwhile
  CHECK(source.progress().inputs == seen.load());
}
