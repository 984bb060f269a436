#pragma once

#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::app {

/// A file that all hosts should see.
struct Sight {
  std::string path;    ///< bytes
  std::string what;    ///< what is not shared when a host does not see it
  std::string remedy;  ///< what to do then
};

/// Whether all ranks are on one host. Collective.
bool are_on_one_host(const comm::Communicator& world);

/// Whether each host sees rank 0's `sights`, within ten seconds: listings and attributes of network
/// file systems lag. Collective. Throws Error(usage), the same on all ranks, that names what is not
/// seen, and the hosts; of sights with one remedy the first.
void refuse_unseen(const comm::Communicator& world, const std::vector<Sight>& sights);

}  // namespace mpietl::app
