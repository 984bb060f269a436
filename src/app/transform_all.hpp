#pragma once

#include <memory>
#include <string>

#include "app/distribute.hpp"
#include "app/run_name.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/writer.hpp"

namespace mpietl::app {

/// A run whose work is written down in a journal.
struct RecordedRun {
  const RunName& name;
  const std::string& command_line;
};

/// Begins the journal of each rank; rank 0 stores the items of `listing` (its own) too. Other runs
/// take this one for alive as long as its journal is held. Collective. Throws Error, the same on
/// all ranks, when the journal cannot be begun.
std::unique_ptr<journal::Writer> open_journal(const Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run);

/// Runs the job's chain over `items` (of rank 0) but for those that `beginning` (likewise) has
/// records of, on all ranks and threads, and writes that down with `writer`. Collective.
Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items,
                      const RunName& name, journal::Writer& writer, Beginning beginning);

/// Runs the job's chain over all `items`, without a journal: for outputs that nobody will keep.
Outcome transform_unrecorded(const Ranks& ranks, const job::Job& job, const job::ItemList& items);

}  // namespace mpietl::app
