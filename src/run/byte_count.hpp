#pragma once

#include <algorithm>
#include <cstdint>

#include "mpietl/run/counters.hpp"
#include "mpietl/run/watch.hpp"

namespace mpietl::run {

/// The part of one item in the bytes that are counted for progress.
class ByteCount {
 public:
  ByteCount(Counters& counters, Watch::Entry& watched) : counters_(counters), watched_(watched) {}

  /// Counts up to `bytes` of this item; says that it gets on. A further try counts from where those
  /// before it were.
  void advance_to(std::int64_t bytes) {
    watched_.moved();
    settle_at(std::max(bytes, counted_));
  }

  /// Counts up or down to `bytes` of this item.
  void settle_at(std::int64_t bytes) {
    counters_.bytes.fetch_add(bytes - counted_, std::memory_order_relaxed);
    counted_ = bytes;
  }

 private:
  Counters& counters_;
  Watch::Entry& watched_;
  std::int64_t counted_ = 0;
};

}  // namespace mpietl::run
