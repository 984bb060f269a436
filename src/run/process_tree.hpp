#pragma once

#include <sys/types.h>

#include <vector>

namespace mpietl::run {

/// The children of all threads of a process; empty if the system does not report them.
std::vector<pid_t> children_of(pid_t process);

/// The children of a process, their children, and so on; parents first.
std::vector<pid_t> descendants_of(pid_t process);

}  // namespace mpietl::run
