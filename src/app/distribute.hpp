#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/todo.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"
#include "mpietl/run/counters.hpp"
#include "mpietl/run/process_item.hpp"

namespace mpietl::app {

/// What threads do with items; `workspace` is the thread's own. None of it may throw.
struct Work {
  std::function<Record(const job::Item& item, run::Workspace& workspace)> item;

  /// Told of an item that will be worked on soon.
  std::function<void(const job::Item& item, run::Workspace& workspace)> soon =
      [](const job::Item&, run::Workspace&) {};

  /// Helps with an item of another thread, and returns whether there was one.
  std::function<bool(run::Workspace& workspace)> help = [](run::Workspace&) { return false; };

  /// Called often while items are worked on, by the thread that made the call to distribute().
  std::function<void()> pulse = [] {};

  /// Why no rank should go on, once that happened.
  std::function<std::optional<std::string>()> trouble = []() -> std::optional<std::string> {
    return std::nullopt;
  };

  /// Makes items that are being worked on end as soon as they can.
  std::function<void()> abandon = [] {};

  /// Says what is lost when this process ends in the midst of items.
  std::function<void()> last_word = [] {};

  /// Called when all ranks are done; `stop_reason` is empty when nothing stopped this one.
  std::function<void(const std::string& stop_reason)> finish = [](const std::string&) {};
};

/// When rank 0 ends a job early.
struct Limits {
  std::optional<double> seconds;            ///< on the job's clock; the report is in them
  std::optional<std::int64_t> most_failed;  ///< files
};

/// How items are dealt out to ranks.
struct Dealing {
  bool is_dynamic = true;  ///< a first part, then grants to ranks that ask; else all at once
  std::size_t chunk = 0;   ///< items of a grant; 0: fewer the less is left
};

/// What all distributed work of a rank needs.
struct Ranks {
  const comm::Communicator& world;
  comm::SharedClock clock;
  int threads = 1;  ///< that work on this rank
  job::ProgressStyle progress = job::ProgressStyle::automatic;
  Dealing dealing{};
  Limits limits{};
  double cpu_seconds_before = 0.0;  ///< of this process, that are no part of this work
};

/// What came of it, on rank 0; empty on the others.
struct Outcome {
  RecordTable records;      ///< of every item, row by row; without paths
  std::string stop_reason;  ///< why not all was worked on; empty: all was
  std::vector<RankRecord> ranks;
  std::vector<report::Phase> phases;  ///< scatter, work, gather
};

/// The rows of a report, with the places and paths that `records` lacks. Both must outlive it.
report::FileRows rows_of(const RecordTable& records, const job::ItemList& items);

/// Scatters rank 0's items, or a first part of them, over the ranks, largest first; works on them
/// with each rank's threads, which get more as they ask; gathers the records. Collective.
/// `counters` are those that `work` moves; `beginning` is rank 0's.
Outcome distribute(const Ranks& ranks, const job::ItemList& items, run::Counters& counters,
                   const Work& work, Beginning beginning = {});

/// Threads for this rank: as many as `asked`, else as OMP_NUM_THREADS, else its part of the
/// processors that the ranks of its host may use. Collective.
int threads_of_rank(const comm::Communicator& world, std::int64_t asked);

/// Lets each rank use the processors of all ranks of its host, also where the launcher bound it to
/// some, and returns how many these are. Collective.
int share_cpus_of_host(const comm::Communicator& world);

}  // namespace mpietl::app
