#pragma once

#include <functional>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::comm {

/// Runs `rank_main` on `ranks` threads of this process, which act as the ranks of a job on one
/// host; returns when all have returned. When one throws, the others get Error(internal) from calls
/// that wait, as MPI ranks do not outlive a rank that died. Then throws the first exception.
void run_as_threads(int ranks, const std::function<void(const Communicator& world)>& rank_main);

}  // namespace mpietl::comm
