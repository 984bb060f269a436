#pragma once

#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// Looks whether each host sees what rank 0 sees: a file that it makes beside the outputs, one
/// beside the report, and some of the inputs. `job` and `items` are rank 0's. Collective; does
/// nothing where all ranks are on one host. Throws Error(usage), the same on all ranks, that names
/// what is not shared, and the hosts.
void check_shared_folders(const comm::Communicator& world, const job::Job& job,
                          const job::ItemList& items, const std::string& run_id);

/// The same for files that are only read: `outputs` of an earlier run, on rank 0. Collective.
/// Throws as check_shared_folders().
void check_shared_outputs(const comm::Communicator& world, const job::ItemList& outputs);

/// Where the file beside the outputs is made. A run that is killed meanwhile leaves it.
std::string output_probe(const job::Job& job, const job::ItemList& items,
                         const std::string& run_id);

/// The same beside the report.
std::string report_probe(const job::Job& job, const std::string& run_id);

}  // namespace mpietl::app
