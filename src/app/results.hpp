#pragma once

#include <functional>
#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/exit_status.hpp"

namespace mpietl::view {
struct Layout;
}

namespace mpietl::app {

/// Flushes standard output. Returns false, after a message on standard error, if that fails; a
/// closed pipe is not a failure.
bool flush_results();

/// The layout of reports on standard output.
view::Layout layout_of_results();

/// The command line that resumes the run of `command_line`.
std::string to_resume(const std::string& command_line);

/// Calls `conclude` on rank 0 and returns its status on all ranks. If it throws an Error, all ranks
/// throw it.
ExitStatus status_from_root(const comm::Communicator& world,
                            const std::function<ExitStatus()>& conclude);

}  // namespace mpietl::app
