#pragma once

#include <atomic>
#include <cstdint>

namespace mpietl::run {

/// How far the threads of this rank are; they add, anyone reads at any time.
struct Counters {
  std::atomic<std::int64_t> items{0};   ///< finished, whatever came of them
  std::atomic<std::int64_t> failed{0};  ///< of those, the failed ones
  std::atomic<std::int64_t> bytes{0};   ///< of input, also of items that are not finished
  std::atomic<double> busy_seconds{0};  ///< spent on items, added over threads
};

}  // namespace mpietl::run
