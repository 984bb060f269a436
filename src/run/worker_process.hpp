#pragma once

#include "mpietl/core/file.hpp"

namespace mpietl::run {

struct WorkerState;

/// A worker process: does what the rank at the other end of `socket` sends, and shows in `state`
/// how far it is. Returns when the rank has closed the work, and all is done.
void run_worker_process(FileDescriptor socket, WorkerState& state) noexcept;

}  // namespace mpietl::run
