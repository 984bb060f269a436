#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// Threads of a rank; one where that was not recorded.
inline double threads_of(const RankRecord& rank) {
  return static_cast<double>(std::max<std::int32_t>(rank.threads, 1));
}

/// Threads of all ranks.
inline double threads_of(std::span<const RankRecord> ranks) {
  double threads = 0.0;
  for (const RankRecord& rank : ranks) threads += threads_of(rank);
  return threads;
}

}  // namespace mpietl::report
