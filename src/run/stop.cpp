#include "mpietl/run/stop.hpp"

#include <algorithm>
#include <thread>

#include "mpietl/core/error.hpp"

namespace mpietl::run {

void Stop::check() const {
  if (is_abandoned()) throw Error(Reason::stopped, "stopped before it was finished");
}

void Stop::nap(std::chrono::milliseconds time) const {
  // A flag that a waiting thread is woken for would need a lock, and this is rare.
  constexpr std::chrono::milliseconds look_interval{20};
  while (time.count() > 0 && !is_abandoned()) {
    const auto now = std::min(time, look_interval);
    std::this_thread::sleep_for(now);
    time -= now;
  }
}

}  // namespace mpietl::run
