#pragma once

#include <cstddef>

#include "app/command_line.hpp"
#include "app/distributed_files.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// The items of the job, or of its shard, on rank 0; what was left out of the list, or matched
/// nothing, is told on standard error. Refuses reports and manifests that cannot be stored, or that
/// would replace something else. Throws Error.
job::Listing list_job(const RunRequest& request, const job::Job& job,
                      const DistributedFiles& files);

/// Throws Error(no_space) when the outputs do not fit where they are to be.
void check_room(const job::Job& job, const job::ItemList& items, const DistributedFiles& files);

/// What a run will write over.
struct Replaced {
  std::size_t outputs = 0;
  bool report = false;
};

/// Looks for what the job would replace; nothing when it resumes.
Replaced find_replaced(const job::Job& job, const job::ItemList& items,
                       const DistributedFiles& files);

/// Makes the output folder, and tries to store what will be stored in the end. Throws Error, as an
/// hour later without this.
void make_output_folder(const job::Job& job, const job::ItemList& items);

}  // namespace mpietl::app
