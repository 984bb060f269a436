// What rank 0 takes to gather records that all ranks hold: from the first that is sent until the
// last is in its table.
//
// usage: mpirun -n 16 benchmark_gather [RECORDS]
#include <cstdio>
#include <string>

#include "app/granting.hpp"
#include "app/process_info.hpp"
#include "app/stopping.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/item_queue.hpp"
#include "mpietl/run/supervision.hpp"
#include "plausible_records.hpp"

using namespace mpietl;

namespace {

job::ItemList items_of(std::size_t count) {
  job::ItemList items;
  job::Naming naming;
  naming.input_folder = "corpus";
  naming.output_folder = "out";
  items.begin_group(naming);
  for (std::size_t i = 0; i < count; ++i) {
    items.add("speaker/chapter/utterance-" + std::to_string(i) + ".wav");
    items.set_look(i, {100, false});
  }
  return items;
}

/// This rank's part of the records, every so manieth.
void fill_outbox(const comm::Communicator& world, std::size_t count, app::Outbox& outbox) {
  const auto ranks = static_cast<std::size_t>(world.size());
  const auto mine = (count + ranks - 1 - static_cast<std::size_t>(world.rank())) / ranks;
  auto records = benchmark::plausible_records(mine);
  for (std::size_t i = 0; i < mine; ++i) {
    records[i].index = static_cast<std::int64_t>(i * ranks) + world.rank();
    outbox.add(std::move(records[i]));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const comm::Session session(&argc, &argv);
  const auto world = session.world();
  const auto count =
      static_cast<std::size_t>(argc > 1 ? parse_integer(argv[1], "RECORDS") : 1'000'000);
  const app::Ranks ranks{.world = world,
                         .clock = comm::share_clock(world, JobClock()),
                         .threads = 1,
                         .progress = job::ProgressStyle::none,
                         .dealing = {true, 0}};
  run::Counters counters;
  run::Alarm alarm;
  run::ItemQueue queue(1, alarm);
  const app::Work no_work;
  app::Stopper stopper(no_work, queue);
  app::Outbox outbox;
  fill_outbox(world, count, outbox);
  if (!world.is_root()) {
    app::AskingRank asking(world, counters);
    comm::barrier(world);
    asking.finish(outbox, stopper);
    return 0;
  }
  const auto items = items_of(count);
  const std::vector<int> threads(static_cast<std::size_t>(world.size()), 1);
  app::GivingRank giving(ranks, items, counters, threads, {});
  comm::barrier(world);
  const double cpu_seconds = app::cpu_seconds();
  const Stopwatch watch;
  giving.finish(outbox, stopper);
  const auto records = giving.take_records();
  std::size_t there = 0;
  for (std::size_t i = 0; i < records.size(); ++i) there += records.has(i) ? 1U : 0U;
  std::printf("%zu of %zu records from %d ranks: %.3f s, %.3f s of rank 0's processor\n", there,
              count, world.size(), watch.seconds(), app::cpu_seconds() - cpu_seconds);
  return there == count ? 0 : 1;
}
