#pragma once

#include <algorithm>

namespace mpietl::schedule {

/// Seconds of work for each of its threads below which a rank asks for more, so that it does not
/// run dry while its question travels. `round_trip_seconds`: what its last question took.
inline double ask_below_seconds(double round_trip_seconds) {
  constexpr double least = 2e-3;
  constexpr double most = 1.0;
  return std::clamp(2.0 * round_trip_seconds, least, most);
}

}  // namespace mpietl::schedule
