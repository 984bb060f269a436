#pragma once

#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"

namespace mpietl::comm {

/// Rank 0's clock, as seen by a rank.
struct SharedClock : JobClock {
  double error_seconds = 0.0;  ///< maximum error when the clock was shared; 0 on rank 0's host
};

/// Identifies the monotonic clock that this process reads: by the running kernel and the time
/// namespace. Processes with the same name read the same clock. Empty if the system does not report
/// it.
std::string clock_name();

/// Gives all ranks rank 0's `clock`. Ranks whose monotonic clocks have the same `name` share it. Of
/// each other group, the first rank asks rank 0 several times and uses the fastest answer, whose
/// error is at most half its round trip (Cristian, "Probabilistic clock synchronization", 1989).
/// Collective.
SharedClock share_clock(const Communicator& communicator, const JobClock& clock,
                        const std::string& name = clock_name());

/// The maximum difference of `mine` from rank 0's clock, in seconds, since it was shared: asks rank
/// 0 again, and assumes a steady drift. Does not correct the clock: a correction at the end could
/// not change the times in journals, and hosts with NTP drift little. Collective.
double clock_error(const Communicator& communicator, const SharedClock& mine,
                   const std::string& name = clock_name());

}  // namespace mpietl::comm
