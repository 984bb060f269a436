#pragma once

#include <string>

#include "mpietl/app/command_line.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// Where the manifest of the outputs goes; empty when the job has no manifest.
std::string output_manifest_path(const job::Job& job);

/// The items of the job, on rank 0, after all that can be refused before the work: room, names
/// that collide, a report that cannot be stored. Prints the plan when the run is a dry one.
/// Collective. Throws Error, the same on all ranks.
job::Listing list_and_check(const comm::Communicator& world, const RunRequest& request,
                            const job::Job& job);

}  // namespace mpietl::app
