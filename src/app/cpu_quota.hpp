#pragma once

#include <string>
#include <vector>

#include "mpietl/schedule/ranks.hpp"

namespace mpietl::app {

/// CPU quotas of a process: those of its control groups and their parents, in mounted hierarchies
/// of cgroup v2 and v1. A part of a CPU counts as one. `process` is its folder in /proc. A quota
/// that cannot be read is left out.
std::vector<schedule::Quota> cpu_quotas(const std::string& process = "/proc/self");

}  // namespace mpietl::app
