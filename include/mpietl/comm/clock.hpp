#pragma once

#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"

namespace mpietl::comm {

/// Rank 0's clock, as a rank reads it.
struct SharedClock : JobClock {
  double error_seconds = 0.0;  ///< at most so far off when it was shared; 0 beside rank 0
};

/// Names the monotonic clock that this process reads: the running kernel's, in this time namespace.
/// Processes with the same name read the same clock. Empty where the system does not tell.
std::string clock_name();

/// One clock for all ranks: rank 0's `clock`. Ranks that read the same monotonic clock, by `name`,
/// share it; of others, the first asks rank 0 several times and believes the quickest answer, as in
/// Cristian, "Probabilistic clock synchronization", 1989, which is off by half its round trip at
/// most. Collective.
SharedClock share_clock(const Communicator& communicator, const JobClock& clock,
                        const std::string& name = clock_name());

/// How far `mine` was off rank 0's clock at most, in seconds, since it was shared: asks again, and
/// takes it that clocks drift steadily in between. The clock itself stays as it is: a correction
/// in the end would not reach what journals have of the times, and hosts kept by NTP drift little.
/// Collective.
double clock_error(const Communicator& communicator, const SharedClock& mine,
                   const std::string& name = clock_name());

}  // namespace mpietl::comm
