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

/// Limits at which rank 0 ends a job early.
struct Limits {
  std::optional<double> seconds{};  ///< on the job's clock, including the time for the report
  std::optional<std::int64_t> max_failed{};  ///< files
};

/// How units are granted to ranks.
struct Dealing {
  bool is_dynamic =
      true;  ///< first grants, then more for ranks that ask; otherwise all units at once
  std::size_t chunk = 0;  ///< units of a grant; 0: shrinking towards the end

  /// Expected cost of a unit before the first is measured; empty: by file extension.
  std::optional<schedule::LinearCost> prior{};
};

/// Progress of a job, and its totals.
struct JobProgress {
  std::int64_t items = 0;
  std::int64_t failed = 0;
  std::int64_t bytes = 0;
  std::int64_t all_items = 0;
  std::int64_t all_bytes = 0;
  bool is_final = false;
};

/// What the distributed work of a rank needs.
struct Ranks {
  const comm::Communicator& world;
  comm::SharedClock clock;
  int threads = 1;  ///< on this rank
  Dealing dealing{};
  Limits limits{};
  double cpu_seconds_before = 0.0;  ///< CPU time that this process used before this work

  /// Called often on rank 0 while it works.
  std::function<void(const JobProgress& progress)> show_progress = [](const JobProgress&) {};

  run::WorkerParent* worker_parent = nullptr;  ///< starts worker processes; null: none
};

/// A phase of a job, on its clock.
struct Phase {
  std::string name;
  double start = 0.0;
  double end = 0.0;
};

/// The result, on rank 0; empty on the others.
struct Outcome {
  RecordTable records;      ///< of every item, in order of rows; without paths
  std::string stop_reason;  ///< why the job ended early; empty: it did not
  std::vector<RankRecord> ranks;
  std::vector<Phase> phases;  ///< scatter, work, gather
};

/// The items of rank 0, and the units into which they are grouped.
struct UnitList {
  const job::ItemList& items;
  job::Units units;

  /// One unit for each item.
  explicit UnitList(const job::ItemList& list) : items(list), units(list.size()) {}
  UnitList(const job::ItemList& list, job::Units packed) : items(list), units(std::move(packed)) {}
};

/// What a rank gets if all units are granted at once.
struct Share {
  std::size_t items = 0;
  std::int64_t bytes = 0;  ///< of input
};

/// The share of each rank; `threads` holds the threads of each rank.
std::vector<Share> static_shares(const UnitList& list, const std::vector<int>& threads);

/// Sends rank 0's units, or first parts of them, to the ranks, largest first; the threads of each
/// rank process them, and ranks get more when they ask; rank 0 gathers the records. Collective.
/// `resume` is used on rank 0 only.
Outcome distribute(const Ranks& ranks, const UnitList& list, const RankWork& work,
                   ResumeState resume = {});

}  // namespace mpietl::dispatch
