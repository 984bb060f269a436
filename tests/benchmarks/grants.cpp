// Prints how many items a second rank 0 can grant: items without work, given to all ranks of an MPI
// job, their records gathered.
//
// usage: mpirun -n 16 benchmark_grants [ITEMS [CHUNK]]
#include <cstdio>
#include <string>

#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/session.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/run/local_team.hpp"
#include "mpietl/run/supervision.hpp"
#include "support/item_lists.hpp"

using namespace mpietl;

namespace {

Record do_nothing(const job::Item& item, const JobClock& clock) {
  Record record;
  record.index = item.index;
  record.status = Status::done;
  record.start = clock.now();
  record.total_seconds = clock.now() - record.start;
  return record;
}

}  // namespace

int main(int argc, char** argv) {
  const comm::Session session(&argc, &argv);
  const auto world = session.world();
  const auto count = argc > 1 ? parse_integer(argv[1], "ITEMS") : 1'000'000;
  const auto chunk = argc > 2 ? parse_integer(argv[2], "CHUNK") : 0;
  const dispatch::Ranks ranks{.world = world,
                              .clock = comm::share_clock(world, JobClock()),
                              .dealing = {true, static_cast<std::size_t>(chunk)}};
  const auto items = test::items_of(world.is_root() ? static_cast<std::size_t>(count) : 0);
  run::Counters counters;
  run::Supervision supervision;
  run::ItemWork work(
      [&](const job::Item& item, run::Workspace&) { return do_nothing(item, ranks.clock); });
  run::LocalTeam team(1, work, supervision, counters);
  const auto outcome = dispatch::distribute(ranks, dispatch::UnitList(items), {team});
  if (!world.is_root()) return 0;
  const auto& phase = outcome.phases.at(1);
  const double seconds = phase.end - phase.start;
  std::int64_t grants = 0;
  for (const auto& rank : outcome.ranks) grants += rank.grants;
  std::printf("%lld items, %lld grants, %d ranks: %.3f s, %.0f items/s, %.0f grants/s\n",
              static_cast<long long>(count), static_cast<long long>(grants), world.size(), seconds,
              static_cast<double>(count) / seconds, static_cast<double>(grants) / seconds);
  return 0;
}
