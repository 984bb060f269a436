#pragma once

#include <cstdint>

namespace mpietl::audio {

/// Levels of one piece of a signal; see Levels.
struct PieceLevels {
  double peak = 0.0;
  double sum_of_squares = 0.0;
  std::int64_t finite = 0;
  std::int64_t not_finite = 0;
  std::int64_t silent = 0;
};

}  // namespace mpietl::audio
