#include "mpietl/comm/clock.hpp"

#include <chrono>
#include <thread>

#include "mpietl/comm/collectives.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

namespace {

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

}  // namespace

TEST_CASE("all ranks read one clock, asked or shared", "[comm]") {
  for (const bool ask_always : {false, true}) {
    INFO("asked: " << ask_always);
    const auto clock = comm::share_clock(world(), JobClock(5.0), ask_always);
    // Rank by rank in turn: no reading may be earlier than the one before it.
    double last = 0.0;
    for (int turn = 0; turn < world().size(); ++turn) {
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      comm::barrier(world());
      const auto readings = comm::gather(world(), bytes_of(clock.now()));
      if (!world().is_root()) continue;
      for (const auto& reading : readings) {
        CHECK(seconds_of(reading) > last);
        CHECK(seconds_of(reading) < clock.now() + 0.02);
      }
      last = seconds_of(readings.front()) - 0.02;
    }
    CHECK(clock.now() > 5.0);
    CHECK(clock.now() < 60.0);
  }
}
