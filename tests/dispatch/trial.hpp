#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/thread_ranks.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/run/local_team.hpp"
#include "support/item_lists.hpp"

namespace mpietl::test {

/// How a trial runs its items.
struct Trial {
  int ranks = 1;
  int threads = 1;
  dispatch::Dealing dealing{};
  dispatch::Limits limits{};
  dispatch::ResumeState resume{};
};

/// What a rank does with an item, besides the record; an exception is an error of the rank.
using ItemAction = std::function<Status(const job::Item& item, int rank, run::Supervision&)>;

/// Work that counts, and makes records.
class TrialWork : public run::Work {
 public:
  TrialWork(const ItemAction& action, const run::ItemContext& context)
      : action_(action), context_(context) {}

  std::vector<Record> process(job::Unit& unit, run::Workspace& workspace) noexcept override {
    std::vector<Record> records;
    for (const auto& item : unit.items) {
      auto record = run::begun_record(item, context_, workspace.thread);
      record.bytes_in = item.bytes;
      record.status = action_(item, context_.rank, context_.supervision);
      record.total_seconds = context_.clock.now() - record.start;
      ++context_.counters.items;
      if (record.status == Status::failed) ++context_.counters.failed;
      records.push_back(std::move(record));
    }
    return records;
  }

 private:
  const ItemAction& action_;
  const run::ItemContext& context_;
};

/// Distributes the units of `list` over ranks that are threads; returns rank 0's outcome.
inline dispatch::Outcome distribute(const dispatch::UnitList& list, const Trial& trial,
                                    const ItemAction& action) {
  dispatch::Outcome outcome;
  const job::ItemList nothing;
  comm::run_as_threads(trial.ranks, [&](const comm::Communicator& world) {
    const dispatch::Ranks ranks{.world = world,
                                .clock = comm::share_clock(world, JobClock()),
                                .threads = trial.threads,
                                .dealing = trial.dealing,
                                .limits = trial.limits};
    run::Counters counters;
    run::Supervision supervision;
    const run::ItemContext context{.clock = ranks.clock,
                                   .counters = counters,
                                   .supervision = supervision,
                                   .rank = world.rank()};
    TrialWork work(action, context);
    run::LocalTeam team(trial.threads, work, supervision, counters);
    const dispatch::RankWork rank_work{team};
    if (world.is_root()) {
      outcome = dispatch::distribute(ranks, list, rank_work, trial.resume);
    } else {
      dispatch::distribute(ranks, dispatch::UnitList(nothing), rank_work);
    }
  });
  return outcome;
}

/// How many records have that status.
inline std::size_t count(const dispatch::Outcome& outcome, Status status) {
  std::size_t found = 0;
  for (std::size_t row = 0; row < outcome.records.size(); ++row) {
    if (outcome.records[row].status == status) ++found;
  }
  return found;
}

}  // namespace mpietl::test
