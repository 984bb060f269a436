#pragma once

#include <sys/types.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mpietl {

std::string host_name();

/// The working folder; empty when unknown.
std::string working_directory();

/// CPUs that a process may run on, in ascending order; process 0 is the calling thread.
std::vector<int> cpus_of_process(pid_t process);

/// Restricts this thread, and threads that it starts later, to these CPUs; does nothing when the
/// system refuses.
void allow_cpus(const std::vector<int>& cpus);

/// "0-3,8" for {0, 1, 2, 3, 8}.
std::string cpu_list(const std::vector<int>& cpus);

/// User and system CPU time of this process so far.
double cpu_seconds();

/// The same for its children that have ended and were waited for, and for their children.
double cpu_seconds_of_children();

/// Largest resident memory of this process so far.
std::int64_t max_rss_bytes();

/// The environment variables of this process, by name.
std::map<std::string, std::string> environment_variables();

/// Finds the file of a program: `name` itself when it has a slash, else the first executable file
/// of that name in the folders of PATH; none when there is none.
std::optional<std::string> find_program(const std::string& name);

/// The environment variables that begin with SLURM_ or OMP_.
std::map<std::string, std::string> job_environment();

/// The current time as "2026-11-22T20:33:32Z".
std::string utc_now();

/// The current time in seconds of UTC since 1970.
double unix_now();

/// Number of online CPUs of this host, including those that this process may not use.
int processors_of_host();

/// What a process that may run on `cpus` (ascending) of a host's `of_host` CPUs is bound to:
/// "none", "hwthread" (one of several in a core), "core", "socket", or "cores". Reads the topology
/// from `folder` of sysfs.
std::string binding_of(const std::vector<int>& cpus, int of_host,
                       const std::string& folder = "/sys/devices/system/cpu");

/// Names hosts for messages: "n1", "n1 and n2", or "n1, n2, n3 and 61 more".
std::string name_some(const std::vector<std::string>& hosts);

/// Host names of ranks, each once, in order, separated by commas.
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
