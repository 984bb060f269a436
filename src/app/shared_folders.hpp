#pragma once

#include "app/run_name.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// Makes sure, before any work, that each host sees what rank 0 writes into the folders of outputs
/// and report, and some of the inputs that rank 0 sees; waits for network file systems whose
/// listings lag. Costs nothing where all ranks are on one host. Collective. Throws Error(usage),
/// the same on all ranks, that names a path, and the hosts that do not see it.
void require_shared_folders(const comm::Communicator& world, const job::Job& job,
                            const job::ItemList& items, const RunName& name);

}  // namespace mpietl::app
