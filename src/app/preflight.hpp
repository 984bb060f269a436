#pragma once

#include <cstddef>

#include "app/command_line.hpp"
#include "app/distributed_files.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// The items of the job, or of its shard, on rank 0. Warns as warn_of_list(). Throws Error if the
/// report or manifest cannot be stored, or would replace another file.
job::Listing list_job(const RunRequest& request, const job::Job& job,
                      const DistributedFiles& files);

/// Throws Error(no_space) if the outputs do not fit on their file system.
void check_room(const job::Job& job, const job::ItemList& items, const DistributedFiles& files);

/// Files that a run will replace.
struct Replaced {
  std::size_t outputs = 0;
  bool report = false;
};

/// Finds the files that the job will replace; none if it resumes.
Replaced find_replaced(const job::Job& job, const job::ItemList& items,
                       const DistributedFiles& files);

/// Makes the output folder, and tries to create the report and the manifest, so that errors show
/// before the work. Throws Error.
void make_output_folder(const job::Job& job, const job::ItemList& items);

}  // namespace mpietl::app
