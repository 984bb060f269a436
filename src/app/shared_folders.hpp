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
  std::string what;    ///< what hosts do not share if one does not see the path
  std::string remedy;  ///< what to do then
};

/// Whether all ranks run on one host. Collective.
bool are_on_one_host(const comm::Communicator& world);

/// Checks that each host sees rank 0's `paths` within ten seconds, since network file systems lag.
/// Collective. Throws Error(usage), the same on all ranks, which names the hosts and the first
/// missing path of each remedy.
void refuse_unseen(const comm::Communicator& world, const std::vector<SharedPath>& paths);

/// Checks that all hosts share the output folder, the report's folder (by temporary files in them)
/// and a sample of the inputs. `job` and `items` are rank 0's. Collective; does nothing on one
/// host. Throws Error(usage), the same on all ranks, which names what is not shared, and the hosts.
void check_shared_folders(const comm::Communicator& world, const job::Job& job,
                          const job::ItemList& items, const std::string& run_id);

/// The same for `outputs` of an earlier run, on rank 0. Collective. Throws as
/// check_shared_folders().
void check_shared_outputs(const comm::Communicator& world, const job::ItemList& outputs);

/// Path of the temporary file in the output folder. A killed run may leave it behind.
std::string output_probe(const job::Job& job, const job::ItemList& items,
                         const std::string& run_id);

/// Path of the temporary file next to the report.
std::string report_probe(const job::Job& job, const std::string& run_id);

}  // namespace mpietl::app
