#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/dispatch/rank_work.hpp"
#include "mpietl/dispatch/resume_state.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::run {
class WorkerParent;
}

namespace mpietl::dispatch {

/// When rank 0 ends a job early.
struct Limits {
  std::optional<double> seconds{};           ///< on the job's clock; the report is in them
  std::optional<std::int64_t> max_failed{};  ///< files
};

/// How units are dealt out to ranks.
struct Dealing {
  bool is_dynamic = true;  ///< a first part, then grants to ranks that ask; else all at once
  std::size_t chunk = 0;   ///< units of a grant; 0: fewer the less is left

  /// What any unit costs before the first was seen; none: extensions tell.
  std::optional<schedule::LinearCost> prior{};
};

/// How far a job is, against all that it has to do.
struct JobProgress {
  std::int64_t items = 0;
  std::int64_t failed = 0;
  std::int64_t bytes = 0;
  std::int64_t all_items = 0;
  std::int64_t all_bytes = 0;
  bool is_final = false;
};

/// What all distributed work of a rank needs.
struct Ranks {
  const comm::Communicator& world;
  comm::SharedClock clock;
  int threads = 1;  ///< that work on this rank
  Dealing dealing{};
  Limits limits{};
  double cpu_seconds_before = 0.0;  ///< of this process, that are no part of this work

  /// Called often on rank 0 while it works.
  std::function<void(const JobProgress& progress)> show_progress = [](const JobProgress&) {};

  run::WorkerParent* worker_parent = nullptr;  ///< of worker processes; null: there can be none
};

/// A part of the time of a job, on its clock.
struct Phase {
  std::string name;
  double start = 0.0;
  double end = 0.0;
};

/// What came of it, on rank 0; empty on the others.
struct Outcome {
  RecordTable records;      ///< of every item, by row; without paths
  std::string stop_reason;  ///< why not all was worked on; empty: all was
  std::vector<RankRecord> ranks;
  std::vector<Phase> phases;  ///< scatter, work, gather
};

/// The items of rank 0, and the units that they are done in.
struct UnitList {
  const job::ItemList& items;
  job::Units units;

  /// Each item by itself.
  explicit UnitList(const job::ItemList& list) : items(list), units(list.size()) {}
  UnitList(const job::ItemList& list, job::Units packed) : items(list), units(std::move(packed)) {}
};

/// What a rank gets when all is dealt out at once.
struct Share {
  std::size_t items = 0;
  std::int64_t bytes = 0;  ///< of input
};

/// The share of each rank; `threads`: of each rank.
std::vector<Share> static_shares(const UnitList& list, const std::vector<int>& threads);

/// Scatters rank 0's units, or a first part of them, over the ranks, largest first; works on them
/// with each rank's threads, which get more as they ask; gathers the records. Collective.
/// `resume` is rank 0's.
Outcome distribute(const Ranks& ranks, const UnitList& list, const RankWork& work,
                   ResumeState resume = {});

}  // namespace mpietl::dispatch
