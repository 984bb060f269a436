#pragma once

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"

namespace mpietl::comm {

/// One clock for all ranks: rank 0's `clock`. Ranks on the machine of rank 0 share its monotonic
/// clock; the others ask rank 0 several times and believe the quickest answer, as in Cristian,
/// "Probabilistic clock synchronization", 1989. With `ask_always`, all others ask.
JobClock share_clock(const Communicator& communicator, const JobClock& clock,
                     bool ask_always = false);

}  // namespace mpietl::comm
