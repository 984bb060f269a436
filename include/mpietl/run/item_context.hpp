#pragma once

#include <cstdint>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/run/counters.hpp"
#include "mpietl/run/stop.hpp"
#include "mpietl/run/trouble.hpp"
#include "mpietl/run/watch.hpp"

namespace mpietl::run {

/// What the threads at work and the one that serves their rank tell each other.
struct Supervision {
  Stop stop;
  Trouble trouble;
  Watch watch;
};

/// What work on items of any kind has in common.
struct ItemContext {
  JobClock clock;
  Counters& counters;
  Supervision& supervision;
  std::int64_t retries = 0;  ///< further tries of an item whose error may pass
  TemporaryNames names{};
};

}  // namespace mpietl::run
