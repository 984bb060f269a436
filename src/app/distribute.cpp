#include "app/distribute.hpp"

#include <unistd.h>

#include <algorithm>

#include "app/process_info.hpp"
#include "mpietl/app/progress_display.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/progress.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/run/team.hpp"
#include "mpietl/schedule/balance.hpp"

namespace mpietl::app {

namespace {

std::vector<Bytes> shares_of(const job::ItemList& items, int ranks) {
  const auto costs = costs_of(items);
  std::vector<Bytes> parts;
  for (const auto& share : schedule::balance(costs, static_cast<std::size_t>(ranks))) {
    std::vector<job::Item> mine;
    for (const auto index : share) mine.push_back(items[index]);
    parts.push_back(encode_rows(std::span<const job::Item>(mine), job::item_columns));
  }
  return parts;
}

/// Carries progress from the counters to rank 0, and from there to the screen.
class ProgressRelay {
 public:
  ProgressRelay(const Ranks& ranks, const job::ItemList& items, const run::Counters& counters)
      : is_root_(ranks.world.is_root()),
        counters_(counters),
        channel_(ranks.world),
        display_(ranks.progress) {
    state_.all_items = static_cast<std::int64_t>(items.size());
    state_.all_bytes = items.total_bytes();
  }

  void pulse() {
    channel_.tell(here());
    if (!is_root_) return;
    refresh();
    display_.show(state_);
  }

  /// Waits for all ranks, with the display going on.
  void finish() {
    channel_.finish(here(), [&] {
      if (!is_root_) return;
      refresh();
      display_.show(state_);
    });
    if (!is_root_) return;
    refresh();
    display_.finish(state_);
  }

 private:
  [[nodiscard]] comm::Progress here() const {
    return {counters_.items.load(std::memory_order_relaxed),
            counters_.failed.load(std::memory_order_relaxed),
            counters_.bytes.load(std::memory_order_relaxed)};
  }

  void refresh() {
    const auto sum = channel_.sum();
    state_.items = sum.items;
    state_.failed = sum.failed;
    state_.bytes = sum.bytes;
  }

  bool is_root_;
  const run::Counters& counters_;
  comm::ProgressChannel channel_;
  ProgressDisplay display_;
  ProgressState state_;
};

std::vector<Record> work_on(const std::vector<job::Item>& share, const Ranks& ranks,
                            const Work& work, ProgressRelay& relay) {
  std::vector<Record> records(share.size());
  const int team = share.empty() ? 1 : ranks.threads;
  std::vector<run::Workspace> workspaces(static_cast<std::size_t>(team));
  const auto workspace_of = [&](int thread) -> run::Workspace& {
    return workspaces[static_cast<std::size_t>(thread)];
  };
  run::run_team(share.size(), team,
                {.work =
                     [&](std::size_t i, int thread) {
                       const std::size_t ahead = i + static_cast<std::size_t>(team);
                       if (ahead < share.size()) work.soon(share[ahead], workspace_of(thread));
                       records[i] = work.item(share[i], workspace_of(thread));
                       records[i].rank = ranks.world.rank();
                       records[i].thread = thread;
                     },
                 .help = [&](int thread) { return work.help(workspace_of(thread)); },
                 .pulse = [&] { relay.pulse(); }});
  return records;
}

RankRecord describe_rank(const Ranks& ranks, const std::vector<Record>& records,
                         const run::Counters& counters) {
  RankRecord row;
  row.rank = ranks.world.rank();
  row.host = host_name();
  row.pid = ::getpid();
  row.threads = ranks.threads;
  row.cpus = cpu_list(allowed_cpus());
  row.items = static_cast<std::int64_t>(records.size());
  double first = ranks.clock.now();
  double last = 0.0;
  for (const auto& record : records) {
    row.bytes += std::max<std::int64_t>(0, record.bytes_in);
    first = std::min(first, record.start);
    last = std::max(last, record.start + record.total_seconds);
  }
  row.busy_seconds = counters.busy_seconds.load();
  row.wall_seconds = std::max(0.0, last - first);
  row.cpu_seconds = cpu_seconds();
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

}  // namespace

std::vector<std::int64_t> costs_of(const job::ItemList& items) {
  std::vector<std::int64_t> costs(items.size());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    costs[i] = std::max<std::int64_t>(0, items.bytes(i));
  }
  return costs;
}

Outcome distribute(const Ranks& ranks, const job::ItemList& items, run::Counters& counters,
                   const Work& work) {
  const auto& world = ranks.world;
  const double scatter_start = ranks.clock.now();
  const auto part =
      comm::scatter(world, world.is_root() ? shares_of(items, world.size()) : std::vector<Bytes>{});
  const auto share = decode_rows<job::Item>(part, job::item_columns);

  const double work_start = ranks.clock.now();
  ProgressRelay relay(ranks, items, counters);
  const auto records = work_on(share, ranks, work, relay);
  relay.finish();
  const std::vector<RankRecord> mine{describe_rank(ranks, records, counters)};

  const double gather_start = ranks.clock.now();
  Outcome outcome;
  outcome.files = gather_rows(world, records, record_columns);
  outcome.ranks = gather_rows(world, mine, rank_columns);
  std::ranges::sort(outcome.files, {}, &Record::index);
  for (auto& row : outcome.ranks) {
    const double offered = row.threads * (gather_start - work_start);
    row.idle_seconds = std::max(0.0, offered - row.busy_seconds);
  }
  outcome.phases = {{"scatter", scatter_start, work_start},
                    {"work", work_start, gather_start},
                    {"gather", gather_start, ranks.clock.now()}};
  return outcome;
}

}  // namespace mpietl::app
