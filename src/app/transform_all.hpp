#pragma once

#include "app/distribute.hpp"
#include "app/resume.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

/// Runs the job's chain over `items` (of rank 0) but for those that `beginning` (likewise) has
/// records of, on all ranks and threads, and writes that down with `writer`. Collective.
Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items,
                      const RunName& name, journal::Writer& writer, Beginning beginning);

/// Runs the job's chain over all `items`, without a journal: for outputs that nobody will keep.
Outcome transform_unrecorded(const Ranks& ranks, const job::Job& job, const job::ItemList& items);

}  // namespace mpietl::app
