#pragma once

#include "app/distribute.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// Runs the job's chain over `items` (of rank 0), on all ranks and threads. Collective.
Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items);

}  // namespace mpietl::app
