#include "mpietl/dispatch/distribute.hpp"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <span>

#include "dispatch/coordinator.hpp"
#include "dispatch/rank_state.hpp"
#include "dispatch/run_journal.hpp"
#include "dispatch/worker.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/warn.hpp"
#include "mpietl/run/openmp.hpp"

namespace mpietl::dispatch {

namespace {

void warn_of_stalled(const RankWork& work, int rank) {
  if (!work.item_timeout_seconds) return;
  for (const auto& item : work.team.stalled(*work.item_timeout_seconds)) {
    warn(escape(item.input) + " has made no progress for " + format_seconds(item.seconds) +
         ", on rank " + std::to_string(rank) + " (host " + host_name() + ")");
  }
}

void watch_over(const RankWork& work, int rank) {
  warn_of_stalled(work, rank);
  if (work.journal != nullptr) work.journal->poll();
}

/// Works as a rank, with a Coordinator or a Worker as `role`, from the first grant to the last
/// record. Returns why the rank stopped early; empty if it did not.
template <class Rank>
std::string take_part(Rank& self, const Grant& first, const Ranks& ranks, const RankWork& work) {
  auto& team = work.team;
  Stopper stopper(ranks.world, team);
  push_grant(first, team);
  while (!team.is_over()) {
    watch_over(work, ranks.world.rank());
    const auto pause = self.poll(stopper);
    stopper.enforce();
    team.wait(pause);
  }
  watch_over(work, ranks.world.rank());  // the end of the last item must be in the journal before
                                         // other ranks exit
  self.finish(stopper);
  if (work.journal != nullptr) work.journal->finish(stopper.reason());
  return stopper.reason();
}

RankRecord describe_rank(const Ranks& ranks, const run::Team& team) {
  const auto totals = team.totals();
  const auto usage = team.usage();
  RankRecord row;
  row.rank = ranks.world.rank();
  row.host = host_name();
  row.pid = ::getpid();
  row.threads = ranks.threads;
  const auto cpus = run::allowed_cpus();
  row.cpus = cpu_list(cpus);
  row.cores = static_cast<std::int32_t>(cpus.size());
  row.host_cpus = processors_of_host();
  row.binding = binding_of(cpus, row.host_cpus);
  row.items = totals.items;
  row.bytes = totals.bytes;
  row.busy_seconds = team.counts().busy_seconds;
  row.wall_seconds = std::max(0.0, totals.last_end - totals.first_start);
  row.cpu_seconds = cpu_seconds() - ranks.cpu_seconds_before + usage.cpu_seconds;
  row.max_rss_bytes = max_rss_bytes() + usage.max_rss_bytes;
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

/// Adds what only rank 0 knows to the rows of all ranks.
void complete(std::vector<RankRecord>& rows, const Coordinator& coordinator, double work_seconds) {
  std::map<std::string, std::int32_t> ranks_of_host;
  for (auto& row : rows) {
    row.local_rank = ranks_of_host[row.host]++;
    row.idle_seconds = std::max(0.0, row.threads * work_seconds - row.busy_seconds);
    row.grants = coordinator.grants()[static_cast<std::size_t>(row.rank)];
  }
}

}  // namespace

std::vector<Share> static_shares(const UnitList& list, const std::vector<int>& threads) {
  const UnitsToDo all(list, std::nullopt, std::accumulate(threads.begin(), threads.end(), 0));
  schedule::Dealer dealer(tasks_of(list, all), {.is_dynamic = false, .threads = threads});
  std::vector<Share> shares;
  for (const auto& given : dealer.first()) {
    auto& share = shares.emplace_back();
    for (const auto& [task, seconds] : given) {
      all.for_each_row(task, [&](std::size_t row) {
        ++share.items;
        share.bytes += std::max<std::int64_t>(0, list.items.bytes(row));
      });
    }
  }
  return shares;
}

Outcome distribute(const Ranks& ranks, const UnitList& list, const RankWork& work,
                   ResumeState resume) {
  const auto& world = ranks.world;
  const double scatter_start = ranks.clock.now();
  const auto threads = threads_of_all(ranks);
  std::optional<Coordinator> coordinator;
  if (world.is_root()) coordinator.emplace(ranks, list, work.team, threads, std::move(resume));
  const auto first =
      scatter_grants(world, coordinator ? coordinator->first_grants() : std::vector<Grant>{});

  const double work_start = ranks.clock.now();
  Outcome outcome;
  double answer_seconds = 0.0;
  if (coordinator) {
    outcome.stop_reason = take_part(*coordinator, first, ranks, work);
  } else {
    Worker worker(world, work.team);
    outcome.stop_reason = take_part(worker, first, ranks, work);
    answer_seconds = worker.answer_seconds();
  }

  const double gather_start = ranks.clock.now();
  std::vector<RankRecord> mine{describe_rank(ranks, work.team)};
  mine.front().answer_seconds = answer_seconds;
  mine.front().clock_error_seconds = comm::clock_error(world, ranks.clock);
  outcome.ranks = gather_rows(world, mine, rank_columns);
  if (!coordinator) return outcome;
  outcome.records = coordinator->take_records();
  complete(outcome.ranks, *coordinator, gather_start - work_start);
  outcome.phases = {{"scatter", scatter_start, work_start},
                    {"work", work_start, gather_start},
                    {"gather", gather_start, ranks.clock.now()}};
  return outcome;
}

}  // namespace mpietl::dispatch
