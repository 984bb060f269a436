#include "mpietl/comm/progress.hpp"

#include <chrono>
#include <ctime>
#include <thread>

#include "mpietl/comm/collectives.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

TEST_CASE("rank 0 knows in the end what all ranks did", "[comm]") {
  comm::ProgressChannel channel(world());
  for (int step = 1; step <= 5; ++step) {
    channel.tell({step, 0, step * 10});
    CHECK(channel.sum().items >= step);
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
  }
  channel.finish({world().rank() + 1, 1, 100}, comm::no_pulse);
  if (!world().is_root()) return;
  const auto sum = channel.sum();
  const int ranks = world().size();
  CHECK(sum.items == ranks * (ranks + 1) / 2);
  CHECK(sum.failed == ranks);
  CHECK(sum.bytes == ranks * 100);
}

TEST_CASE("rank 0 sees a slow rank move while it waits itself", "[comm]") {
  if (world().size() == 1) return;
  comm::ProgressChannel channel(world());
  if (world().rank() == 1) {
    for (int step = 1; step <= 6; ++step) {
      std::this_thread::sleep_for(std::chrono::milliseconds(110));
      channel.tell({step, 0, 0});
    }
  }
  int changes = 0;
  std::int64_t last = 0;
  channel.finish({world().rank() == 1 ? 7 : 0, 0, 0}, [&] {
    const auto now = channel.sum().items;
    if (now != last) ++changes;
    last = now;
  });
  if (world().is_root()) CHECK(changes >= 3);
  comm::barrier(world());
}

TEST_CASE("ranks that wait leave the processor to others", "[comm]") {
  comm::barrier(world());
  const std::clock_t before = std::clock();
  if (world().is_root()) std::this_thread::sleep_for(std::chrono::milliseconds(500));
  comm::barrier(world());
  const double cpu_seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  // A rank that spins would use all of the half second, where there is a core for it.
  CHECK(cpu_seconds < 0.2);
}
