#pragma once

#include <functional>
#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/exit_status.hpp"

namespace mpietl::view {
struct Layout;
}

namespace mpietl::app {

/// Brings what was printed to standard output. False, with a message on standard error, when that
/// failed; a reader who left early is no failure.
bool flush_results();

/// How reports are laid out on standard output.
view::Layout layout_of_results();

/// How a command that was started with `command_line` goes on.
std::string to_resume(const std::string& command_line);

/// Calls `conclude` on rank 0 alone and gives its status to all ranks. When it throws an Error, all
/// ranks throw that Error.
ExitStatus status_from_root(const comm::Communicator& world,
                            const std::function<ExitStatus()>& conclude);

}  // namespace mpietl::app
