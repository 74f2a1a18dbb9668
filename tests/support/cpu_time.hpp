// Time that this process computed, which other programs on the machine do not stretch.
#pragma once

#include <chrono>
#include <ctime>

namespace backfile {

[[nodiscard]] inline std::chrono::duration<double> cpu_time() {
  return std::chrono::duration<double>(static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
}

}  // namespace backfile
