#pragma once

#include <functional>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::comm {

/// Calls `rank_main` on `ranks` threads of this process, which are the ranks of a job to each
/// other, all on one host; returns when all have. When one throws, the others get Error(internal)
/// from what they wait for, as ranks of MPI do not outlive one that died; the first exception is
/// thrown.
void run_as_threads(int ranks, const std::function<void(const Communicator& world)>& rank_main);

}  // namespace mpietl::comm
