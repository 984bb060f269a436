#pragma once

#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// A file that all hosts should see.
struct SharedPath {
  std::string path;    ///< bytes
  std::string what;    ///< what is not shared when a host does not see it
  std::string remedy;  ///< what to do then
};

/// Whether all ranks are on one host. Collective.
bool are_on_one_host(const comm::Communicator& world);

/// Whether each host sees rank 0's `paths`, within ten seconds: listings and attributes of network
/// file systems lag. Collective. Throws Error(usage), the same on all ranks, that names what is not
/// seen, and the hosts; of paths with one remedy the first.
void refuse_unseen(const comm::Communicator& world, const std::vector<SharedPath>& paths);

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
