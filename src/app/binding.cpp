#include "app/binding.hpp"

#include <unistd.h>

#include <fstream>

#include "app/process_info.hpp"

namespace mpietl::app {

namespace {

std::string first_word(const std::string& file) {
  std::string word;
  std::ifstream(file) >> word;
  return word;
}

}  // namespace

int processors_of_host() { return static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)); }

std::string binding_of(const std::vector<int>& cpus, int of_host, const std::string& folder) {
  if (cpus.empty() || static_cast<int>(cpus.size()) >= of_host) return "none";
  // The kernel writes lists of processors as cpu_list() does.
  const std::string list = cpu_list(cpus);
  const std::string topology = folder + "/cpu" + std::to_string(cpus.front()) + "/topology/";
  const std::string core = first_word(topology + "core_cpus_list");
  if (list == core) return "core";
  if (list == first_word(topology + "package_cpus_list")) return "socket";
  if (cpus.size() > 1) return "cores";
  return core.empty() ? "core" : "hwthread";
}

}  // namespace mpietl::app
