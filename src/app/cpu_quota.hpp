#pragma once

#include <string>
#include <vector>

#include "mpietl/schedule/ranks.hpp"

namespace mpietl::app {

/// CPU quotas of a process: those of its control groups and their parents, in mounted hierarchies
/// of cgroup v2 and v1. A fraction of a CPU counts as one. `process` is its folder in /proc.
/// Ignores unreadable quotas.
std::vector<schedule::Quota> cpu_quotas(const std::string& process = "/proc/self");

}  // namespace mpietl::app
