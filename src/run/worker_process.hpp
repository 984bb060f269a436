#pragma once

#include "mpietl/core/file.hpp"

namespace mpietl::run {

struct WorkerState;

/// The main function of a worker process: processes the units that the rank at the other end of
/// `socket` sends, and shows its progress in `state`. Returns when the rank has closed the work and
/// all units are done.
void run_worker_process(FileDescriptor socket, WorkerState& state) noexcept;

}  // namespace mpietl::run
