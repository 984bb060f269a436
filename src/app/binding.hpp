#pragma once

#include <string>
#include <vector>

namespace mpietl::app {

/// Number of processors of this host that are online, whoever may use them.
int processors_of_host();

/// What a process that may run on `cpus` (rising) of `of_host` processors is bound to: "none",
/// "hwthread" (one of several of a core), "core" (all of it), "socket" (all of it), or "cores", as
/// the kernel's `folder` of processors tells.
std::string binding_of(const std::vector<int>& cpus, int of_host,
                       const std::string& folder = "/sys/devices/system/cpu");

}  // namespace mpietl::app
