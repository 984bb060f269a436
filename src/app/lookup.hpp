#pragma once

#include <functional>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// Calls `plan` on rank 0 with a lookup that all ranks share. Collective: the others help until it
/// returns. When it throws an Error, all ranks throw that Error.
void with_shared_lookup(const comm::Communicator& world,
                        const std::function<void(const job::FileLookup&)>& plan);

}  // namespace mpietl::app
