#pragma once

#include <functional>
#include <string>

#include "mpietl/app/command_line.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// The items of the job, on rank 0, after all that can be refused before the work: room, names
/// that collide, a report that cannot be stored. Prints the plan when the run is a dry one.
/// Before room is looked for, `look_back` may look at what is there of the job already. Collective.
/// Throws Error, the same on all ranks.
job::Listing list_and_check(
    const comm::Communicator& world, const RunRequest& request, const job::Job& job,
    const std::function<void(const job::ItemList&, const job::FileLookup&)>& look_back =
        [](const job::ItemList&, const job::FileLookup&) {});

}  // namespace mpietl::app
