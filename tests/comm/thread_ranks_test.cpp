#include "mpietl/comm/thread_ranks.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;

namespace {

Bytes bytes_of(int number) {
  ByteWriter writer;
  writer.put(number);
  return writer.take();
}

int number_of(const Bytes& bytes) {
  int number = -1;
  ByteReader(bytes).get(number);
  return number;
}

/// Throws unless it holds: assertions of Catch2 are for one thread.
void require(bool holds) {
  if (!holds) throw Error(Reason::internal, "not what it should be");
}

void use_all_collectives(const comm::Communicator& world) {
  for (int round = 0; round < 20; ++round) {
    require(number_of(comm::broadcast(world, bytes_of(world.is_root() ? round : -1))) == round);
    std::vector<Bytes> parts;
    for (int rank = 0; world.is_root() && rank < world.size(); ++rank) {
      parts.push_back(bytes_of(rank + round));
    }
    require(number_of(comm::scatter(world, parts)) == world.rank() + round);
    const auto all = comm::gather(world, bytes_of(world.rank() * round));
    for (int rank = 0; rank < static_cast<int>(all.size()); ++rank) {
      require(number_of(all[static_cast<std::size_t>(rank)]) == rank * round);
    }
    comm::barrier(world);
  }
  const auto clock = comm::share_clock(world, JobClock(5.0));
  require(clock.now() >= 5.0 && clock.error_seconds == 0.0);
}

}  // namespace

TEST_CASE("threads are ranks to each other", "[comm]") {
  if (!test::world().is_root()) return;
  for (const int ranks : {1, 2, 5, 40})
    CHECK_NOTHROW(comm::run_as_threads(ranks, use_all_collectives));
}

TEST_CASE("no rank that is a thread leaves a barrier before all are there", "[comm]") {
  if (!test::world().is_root()) return;
  std::atomic<int> arrived{0};
  CHECK_NOTHROW(comm::run_as_threads(35, [&](const comm::Communicator& world) {
    if (world.rank() == 34) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ++arrived;
    comm::barrier(world);
    require(arrived == 35);
  }));
}

TEST_CASE("a rank that dies takes the others with it", "[comm]") {
  if (!test::world().is_root()) return;
  const auto die = [](const comm::Communicator& world) {
    if (world.rank() == 2) throw Error(Reason::storage, "of rank 2");
    comm::barrier(world);
  };
  CHECK_THROWS_WITH(comm::run_as_threads(4, die), "of rank 2");
}
