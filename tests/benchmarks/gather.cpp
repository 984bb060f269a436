// The time that rank 0 takes to gather the records of all ranks: from the first sent to the last in
// its table.
//
// usage: mpirun -n 16 benchmark_gather [RECORDS]
#include <chrono>
#include <cstdio>
#include <string>

#include "dispatch/coordinator.hpp"
#include "dispatch/worker.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/session.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/local_team.hpp"
#include "mpietl/run/supervision.hpp"
#include "plausible_records.hpp"
#include "support/item_lists.hpp"

using namespace mpietl;

namespace {

/// Ends at once with this rank's part of the records, every `ranks`th one.
class PlausibleWork final : public run::Work {
 public:
  PlausibleWork(const comm::Communicator& world, std::size_t count)
      : world_(world), count_(count) {}

  std::vector<Record> process(job::Unit& /*unit*/,
                              run::Workspace& /*workspace*/) noexcept override {
    const auto ranks = static_cast<std::size_t>(world_.size());
    const auto mine = (count_ + ranks - 1 - static_cast<std::size_t>(world_.rank())) / ranks;
    auto records = benchmark::plausible_records(mine);
    for (std::size_t i = 0; i < mine; ++i) {
      records[i].index = static_cast<std::int64_t>(i * ranks) + world_.rank();
    }
    return records;
  }

 private:
  const comm::Communicator& world_;
  std::size_t count_;
};

}  // namespace

int main(int argc, char** argv) {
  const comm::Session session(&argc, &argv);
  const auto world = session.world();
  const auto count =
      static_cast<std::size_t>(argc > 1 ? parse_integer(argv[1], "RECORDS") : 1'000'000);
  const dispatch::Ranks ranks{.world = world, .clock = comm::share_clock(world, JobClock())};
  run::Counters counters;
  run::Supervision supervision;
  PlausibleWork work(world, count);
  run::LocalTeam team(1, work, supervision, counters);
  team.push({{{job::Item{}}, {}}});
  team.close();
  while (!team.is_over()) team.wait(std::chrono::milliseconds(10));
  dispatch::Stopper stopper(world, team);
  if (!world.is_root()) {
    dispatch::Worker worker(world, team);
    comm::barrier(world);
    worker.finish(stopper);
    return 0;
  }
  const auto items = test::items_of(count);
  const dispatch::UnitList list(items);
  const std::vector<int> threads(static_cast<std::size_t>(world.size()), 1);
  dispatch::Coordinator coordinator(ranks, list, team, threads, {});
  comm::barrier(world);
  const double cpu_seconds = mpietl::cpu_seconds();
  const Stopwatch watch;
  coordinator.finish(stopper);
  const auto records = coordinator.take_records();
  std::size_t there = 0;
  for (std::size_t i = 0; i < records.size(); ++i) there += records.has(i) ? 1U : 0U;
  std::printf("%zu of %zu records from %d ranks: %.3f s, %.3f s of rank 0's processor\n", there,
              count, world.size(), watch.seconds(), mpietl::cpu_seconds() - cpu_seconds);
  return there == count ? 0 : 1;
}
