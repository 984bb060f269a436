#pragma once

#include <sys/types.h>

#include <vector>

namespace mpietl::run {

/// The children of a process, of all its threads; none where the system does not tell.
std::vector<pid_t> children_of(pid_t process);

/// The children of a process, their children, and so on; parents first.
std::vector<pid_t> descendants_of(pid_t process);

}  // namespace mpietl::run
