#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace mpietl::schedule {

/// Seconds of remaining work for each thread below which a rank asks for more, so that it does not
/// run out before the answer arrives. `round_trip_seconds` is the time of its last request.
inline double ask_below_seconds(double round_trip_seconds) {
  constexpr double least = 2e-3;
  constexpr double most = 1.0;
  return std::clamp(2.0 * round_trip_seconds, least, most);
}

/// The time until a rank should ask; below 0 when it is late. Compares the estimated waiting work
/// with `ask_below` seconds for each thread. `left_seconds[thread]` is the estimated rest of its
/// task. It counts up to `ask_below`, since a long task keeps only its own thread busy.
inline double spare_seconds(double waiting_seconds, std::span<const double> left_seconds,
                            double ask_below) {
  double seconds = waiting_seconds;
  for (const double left : left_seconds) seconds += std::clamp(left, 0.0, ask_below);
  return seconds / static_cast<double>(left_seconds.size()) - ask_below;
}

inline bool is_short_of_work(double waiting_seconds, std::span<const double> left_seconds,
                             double ask_below) {
  return spare_seconds(waiting_seconds, left_seconds, ask_below) < 0.0;
}

/// Interval at which a rank sends finished records even if it asks for nothing, such that all ranks
/// together send at most 2500 such messages a second.
inline double send_records_seconds(std::size_t ranks) {
  constexpr double least = 0.1;
  constexpr double per_rank = 4e-4;
  return std::max(least, per_rank * static_cast<double>(ranks));
}

}  // namespace mpietl::schedule
