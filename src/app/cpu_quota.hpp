#pragma once

#include <string>
#include <vector>

#include "mpietl/schedule/ranks.hpp"

namespace mpietl::app {

/// Quotas of processor time that hold for a process: those of its control groups and of all above
/// them, of cgroup v2 and v1, as far as they are mounted. A part of a processor counts as a whole
/// one. `process` is its folder in /proc. What cannot be read is no quota.
std::vector<schedule::Quota> cpu_quotas(const std::string& process = "/proc/self");

}  // namespace mpietl::app
