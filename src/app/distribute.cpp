#include "app/distribute.hpp"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>

#include "app/granting.hpp"
#include "app/process_info.hpp"
#include "app/stopping.hpp"
#include "app/work.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/grants.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/item_queue.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/team.hpp"

namespace mpietl::app {

namespace {

/// Works on the items of `queue`, with `pulse` on the calling thread.
void work_on(run::ItemQueue& queue, run::Alarm& alarm, int rank, const Work& work, Outbox& outbox,
             const std::function<std::chrono::microseconds()>& pulse) {
  std::vector<run::Workspace> workspaces(static_cast<std::size_t>(queue.threads()));
  const auto workspace_of = [&](int thread) -> run::Workspace& {
    return workspaces[static_cast<std::size_t>(thread)];
  };
  run::run_team(
      queue, alarm,
      {.work =
           [&](const job::Item& item, int thread) {
             auto record = work.item(item, workspace_of(thread));
             record.rank = rank;
             record.thread = thread;
             record.estimated_seconds = cut_to_tick(item.estimated_seconds);
             outbox.add(std::move(record));
           },
       .soon = [&](const job::Item& item, int thread) { work.soon(item, workspace_of(thread)); },
       .help = [&](int thread) { return work.help(workspace_of(thread)); },
       .pulse = pulse});
}

/// Takes part in the work as `Rank` does, GivingRank or AskingRank. Returns why it stopped early.
template <class Rank>
std::string take_part(Rank& self, const comm::Grant& first, const Ranks& ranks, const Work& work,
                      Outbox& outbox) {
  run::Alarm alarm;
  run::ItemQueue queue(ranks.threads, alarm);
  Stopper stopper(work, queue);
  take_grant(first, queue);
  if (!queue.is_over()) {
    work_on(queue, alarm, ranks.world.rank(), work, outbox, [&] {
      work.pulse();
      const auto pause = self.pulse(queue, outbox, stopper);
      stopper.enforce();
      return pause;
    });
    work.pulse();  // what was done last is written down before others are waited for
  }
  self.finish(outbox, stopper);
  work.finish(stopper.reason());
  return stopper.reason();
}

RankRecord describe_rank(const Ranks& ranks, const Outbox::Totals& totals,
                         const run::Counters& counters) {
  RankRecord row;
  row.rank = ranks.world.rank();
  row.host = host_name();
  row.pid = ::getpid();
  row.threads = ranks.threads;
  const auto cpus = allowed_cpus();
  row.cpus = cpu_list(cpus);
  row.cores = static_cast<std::int32_t>(cpus.size());
  row.host_cpus = processors_of_host();
  row.binding = binding_of(cpus, row.host_cpus);
  row.items = totals.items;
  row.bytes = totals.bytes;
  row.busy_seconds = counters.busy_seconds.load();
  row.wall_seconds = std::max(0.0, totals.last_end - totals.first_start);
  row.cpu_seconds = cpu_seconds() - ranks.cpu_seconds_before;
  row.max_rss_bytes = max_rss_bytes();
  return row;
}

template <class Row, class Columns>
std::vector<Row> gather_rows(const comm::Communicator& world, const std::vector<Row>& mine,
                             const Columns& columns) {
  std::vector<Row> all;
  for (const auto& bytes : comm::gather(world, encode_rows(std::span(mine), columns))) {
    auto rows = decode_rows<Row>(bytes, columns);
    std::ranges::move(rows, std::back_inserter(all));
  }
  return all;
}

std::vector<int> threads_of_all(const Ranks& ranks) {
  ByteWriter writer;
  writer.put(ranks.threads);
  std::vector<int> threads;
  for (const auto& bytes : comm::gather(ranks.world, writer.take())) {
    ByteReader(bytes).get(threads.emplace_back());
  }
  return threads;
}

}  // namespace

report::FileRows rows_of(const RecordTable& records, const job::ItemList& items) {
  return {records.size(), [&](std::size_t index) {
            Record record = records[index];
            record.index = static_cast<std::int64_t>(items.place(index));
            record.path = escape(items.input(index));
            if (record.status == Status::done) record.output = escape(items.output(index));
            return record;
          }};
}

Outcome distribute(const Ranks& ranks, const job::ItemList& items, run::Counters& counters,
                   const Work& work, Beginning beginning) {
  const auto& world = ranks.world;
  const double scatter_start = ranks.clock.now();
  const auto threads = threads_of_all(ranks);
  std::optional<GivingRank> giving;
  if (world.is_root()) giving.emplace(ranks, items, counters, threads, std::move(beginning));
  const auto first =
      comm::scatter_grants(world, giving ? giving->first_grants() : std::vector<comm::Grant>{});

  const double work_start = ranks.clock.now();
  Outbox outbox;
  double answer_seconds = 0.0;
  Outcome outcome;
  if (giving) {
    outcome.stop_reason = take_part(*giving, first, ranks, work, outbox);
  } else {
    AskingRank asking(world, counters);
    take_part(asking, first, ranks, work, outbox);
    answer_seconds = asking.answer_seconds();
  }

  const double gather_start = ranks.clock.now();
  std::vector<RankRecord> mine{describe_rank(ranks, outbox.totals(), counters)};
  mine.front().answer_seconds = answer_seconds;
  mine.front().clock_error_seconds = comm::clock_error(world, ranks.clock);
  outcome.ranks = gather_rows(world, mine, rank_columns);
  if (giving) outcome.records = giving->take_records();
  std::map<std::string, std::int32_t> ranks_of_host;
  for (auto& row : outcome.ranks) {
    row.local_rank = ranks_of_host[row.host]++;
    const double offered = row.threads * (gather_start - work_start);
    row.idle_seconds = std::max(0.0, offered - row.busy_seconds);
    row.grants = giving->grants()[static_cast<std::size_t>(row.rank)];
  }
  outcome.phases = {{"scatter", scatter_start, work_start},
                    {"work", work_start, gather_start},
                    {"gather", gather_start, ranks.clock.now()}};
  return outcome;
}

}  // namespace mpietl::app
