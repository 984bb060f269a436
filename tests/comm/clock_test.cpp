#include "mpietl/comm/clock.hpp"

#include <chrono>
#include <thread>

#include "mpietl/comm/collectives.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

namespace {

constexpr double quick_seconds = 0.2;  // also where ranks are many more than cores

double seconds_of(const Bytes& bytes) {
  double seconds = 0.0;
  ByteReader(bytes).get(seconds);
  return seconds;
}

Bytes bytes_of(double seconds) {
  ByteWriter writer;
  writer.put(seconds);
  return writer.take();
}

/// Names of clocks by rank: one for all, two, one for each rank, and none.
std::vector<std::string> clock_names() {
  return {"one", world().rank() % 2 == 0 ? "even" : "odd", std::to_string(world().rank()), ""};
}

/// Whether this rank reads rank 0's monotonic clock by such names.
bool is_beside_root(const std::string& name) {
  return world().is_root() || name == "one" || name == "even";
}

}  // namespace

TEST_CASE("all ranks read one clock, by any method", "[comm]") {
  for (const auto& name : clock_names()) {
    INFO("clock: " << name);
    const auto clock = comm::share_clock(world(), JobClock(5.0), name);
    // Rank by rank in turn: no reading may be earlier than the one before it.
    double last = 0.0;
    for (int turn = 0; turn < world().size(); ++turn) {
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      comm::barrier(world());
      const auto readings = comm::gather(world(), bytes_of(clock.now()));
      if (!world().is_root()) continue;
      for (const auto& reading : readings) {
        CHECK(seconds_of(reading) > last);
        CHECK(seconds_of(reading) < clock.now() + quick_seconds);
      }
      last = seconds_of(readings.front()) - quick_seconds;
    }
    CHECK(clock.now() > 5.0);
    CHECK(clock.now() < 60.0);
  }
}

TEST_CASE("a clock is off by no more than it says, and not at all beside rank 0", "[comm]") {
  const auto shared = comm::share_clock(world(), JobClock());
  for (const auto& name : clock_names()) {
    INFO("clock: " << name);
    const auto clock = comm::share_clock(world(), shared, name);
    // On one machine all clocks are the same, so the true error is known.
    const double off_seconds = std::abs(clock.now() - shared.now());
    CHECK(off_seconds <= clock.error_seconds + 1e-3);
    const double error_seconds = comm::clock_error(world(), clock, name);
    if (is_beside_root(name)) {
      CHECK(error_seconds == 0.0);
    } else {
      CHECK(error_seconds >= clock.error_seconds);
      CHECK(clock.error_seconds > 0.0);
      CHECK(error_seconds < quick_seconds);
    }
  }
}

TEST_CASE("the drift since a clock was shared is in its error", "[comm]") {
  const auto name = std::to_string(world().rank());
  auto clock = comm::share_clock(world(), JobClock(), name);
  constexpr double drift_seconds = 0.5;
  if (!world().is_root()) static_cast<JobClock&>(clock) = JobClock(clock.now() + drift_seconds);
  const double error_seconds = comm::clock_error(world(), clock, name);
  if (world().is_root()) {
    CHECK(error_seconds == 0.0);
  } else {
    CHECK(error_seconds > drift_seconds - quick_seconds);
    CHECK(error_seconds < drift_seconds + quick_seconds);
  }
}

TEST_CASE("this machine's clock has a name", "[comm]") {
  CHECK(comm::clock_name().find("time:[") != std::string::npos);
  CHECK(comm::clock_name() == comm::clock_name());
}
