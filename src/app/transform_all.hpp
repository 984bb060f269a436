#pragma once

#include <string>

#include "app/distribute.hpp"
#include "app/run_name.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// A run whose work is written down in a journal.
struct RecordedRun {
  const RunName& name;
  const std::string& command_line;
};

/// Runs the job's chain over `items` (of rank 0) but for those that `beginning` (likewise) has
/// records of, on all ranks and threads. Collective. Throws Error, the same on all ranks, when the
/// journal cannot be begun.
Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items,
                      const RecordedRun& run, Beginning beginning);

/// Runs the job's chain over all `items`, without a journal: for outputs that nobody will keep.
Outcome transform_unrecorded(const Ranks& ranks, const job::Job& job, const job::ItemList& items);

}  // namespace mpietl::app
