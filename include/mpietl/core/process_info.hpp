#pragma once

#include <sys/types.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mpietl {

std::string host_name();

/// The folder that relative paths are relative to; empty when the system does not tell.
std::string working_directory();

/// Numbers of the processors that a process may run on, rising; process 0 is this one's thread.
std::vector<int> cpus_of_process(pid_t process);

/// Lets this process, and threads that it starts from here on, run on these processors; what the
/// system does not allow stays as it is.
void allow_cpus(const std::vector<int>& cpus);

/// "0-3,8" for {0, 1, 2, 3, 8}.
std::string cpu_list(const std::vector<int>& cpus);

/// User and system time of this process so far.
double cpu_seconds();

/// Largest resident memory of this process so far.
std::int64_t max_rss_bytes();

/// The environment variables of this process, by name.
std::map<std::string, std::string> environment_variables();

/// Those that begin with SLURM_ or OMP_.
std::map<std::string, std::string> job_environment();

/// Now, as "2026-11-22T20:33:32Z".
std::string utc_now();

/// Now, in seconds of UTC since 1970.
double unix_now();

/// Number of processors of this host that are online, whoever may use them.
int processors_of_host();

/// What a process that may run on `cpus` (rising) of `of_host` processors is bound to: "none",
/// "hwthread" (one of several of a core), "core" (all of it), "socket" (all of it), or "cores", as
/// the kernel's `folder` of processors tells.
std::string binding_of(const std::vector<int>& cpus, int of_host,
                       const std::string& folder = "/sys/devices/system/cpu");

/// "n1", "n1 and n2", or "n1, n2, n3 and 61 more", for messages.
std::string name_some(const std::vector<std::string>& hosts);

/// Names of the hosts of ranks, each once, in their order, comma between.
template <class Rank>
std::string host_names(const std::vector<Rank>& ranks) {
  std::vector<std::string> names;
  std::string text;
  for (const auto& rank : ranks) {
    if (std::ranges::find(names, rank.host) != names.end()) continue;
    names.push_back(rank.host);
    text += (text.empty() ? "" : ",") + rank.host;
  }
  return text;
}

}  // namespace mpietl
