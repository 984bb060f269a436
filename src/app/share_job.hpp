#pragma once

#include <functional>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// The job in force: rank 0 calls `make`, all ranks get what it returns, but only rank 0 the names
/// of files. Collective. Throws on all ranks what `make` throws.
job::Job share_job(const comm::Communicator& world, const std::function<job::Job()>& make);

}  // namespace mpietl::app
