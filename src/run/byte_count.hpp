#pragma once

#include <cstdint>

#include "mpietl/run/counters.hpp"

namespace mpietl::run {

/// The part of one item in the bytes that are counted for progress.
class ByteCount {
 public:
  explicit ByteCount(Counters& counters) : counters_(counters) {}

  /// Counts up (or down) to `bytes` of this item.
  void advance_to(std::int64_t bytes) {
    counters_.bytes.fetch_add(bytes - counted_, std::memory_order_relaxed);
    counted_ = bytes;
  }

 private:
  Counters& counters_;
  std::int64_t counted_ = 0;
};

}  // namespace mpietl::run
