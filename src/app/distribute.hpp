#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/work.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

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

}  // namespace mpietl::app
