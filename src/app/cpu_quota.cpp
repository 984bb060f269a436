#include "app/cpu_quota.hpp"

#include <sys/stat.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// A mounted hierarchy of control groups.
struct Hierarchy {
  bool is_v2 = false;
  fs::path root;  // the group at the mount point
  fs::path mount_point;
};

bool has_cpu(std::string_view options) {
  return ("," + std::string(options) + ",").find(",cpu,") != std::string::npos;
}

/// A line of /proc/PID/mountinfo: ID PARENT DEVICE ROOT MOUNT_POINT OPTIONS [TAG...] - TYPE SOURCE
/// OPTIONS.
std::optional<Hierarchy> hierarchy_of(const std::string& line) {
  std::istringstream words(line);
  std::string skipped;
  Hierarchy hierarchy;
  words >> skipped >> skipped >> skipped >> hierarchy.root >> hierarchy.mount_point;
  std::string type;
  std::string options;
  while (words >> skipped && skipped != "-") continue;
  words >> type >> skipped >> options;
  hierarchy.is_v2 = type == "cgroup2";
  if (!hierarchy.is_v2 && !(type == "cgroup" && has_cpu(options))) return std::nullopt;
  return hierarchy;
}

/// The group in a line of /proc/PID/cgroup, NUMBER:CONTROLLERS:PATH; empty for a line of another
/// hierarchy.
std::optional<fs::path> group_of(const std::string& line, bool is_v2) {
  const auto first = line.find(':');
  const auto second = first == std::string::npos ? first : line.find(':', first + 1);
  if (second == std::string::npos) return std::nullopt;
  const auto controllers = std::string_view(line).substr(first + 1, second - first - 1);
  if (is_v2 ? !controllers.empty() : !has_cpu(controllers)) return std::nullopt;
  return line.substr(second + 1);
}

/// A quota in microseconds per period as a number of CPUs; empty without a limit.
std::optional<int> cpus_of(double quota, double period) {
  constexpr double most = 1 << 20U;
  if (!(quota > 0.0 && period > 0.0)) return std::nullopt;
  const double cpus = std::ceil(quota / period);
  return cpus < most ? std::optional(static_cast<int>(cpus)) : std::nullopt;
}

double number_in(const fs::path& file) {
  double number = -1.0;
  return std::ifstream(file) >> number ? number : -1.0;
}

std::optional<int> limit_of(const fs::path& group, bool is_v2) {
  if (!is_v2) {
    return cpus_of(number_in(group / "cpu.cfs_quota_us"), number_in(group / "cpu.cfs_period_us"));
  }
  double quota = -1.0;  // the word "max" does not parse as a number
  double period = -1.0;
  std::ifstream(group / "cpu.max") >> quota >> period;
  return cpus_of(quota, period);
}

/// A number that is unique among groups of this host.
std::uint64_t number_of(const fs::path& group) {
  struct stat status {};
  if (::stat(group.c_str(), &status) != 0) return 0;
  constexpr unsigned device_place = 48;
  return static_cast<std::uint64_t>(status.st_dev) << device_place ^ status.st_ino;
}

/// `path` relative to `root`; empty if it is not below `root`, as in a container that cannot see
/// outside groups.
fs::path path_below(const fs::path& root, const fs::path& path) {
  const auto below = path.lexically_relative(root);
  return below.empty() || below == "." || *below.begin() == ".." ? fs::path() : below;
}

void add_quotas(const Hierarchy& hierarchy, const fs::path& group,
                std::vector<schedule::Quota>& quotas) {
  auto below = path_below(hierarchy.root, group);
  for (;;) {
    const auto folder = below.empty() ? hierarchy.mount_point : hierarchy.mount_point / below;
    if (const auto cpus = limit_of(folder, hierarchy.is_v2)) {
      quotas.push_back({number_of(folder), *cpus});
    }
    if (below.empty()) return;
    below = below.parent_path();
  }
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::vector<schedule::Quota> cpu_quotas(const std::string& process) {
  std::vector<schedule::Quota> quotas;
  const auto groups = lines_of(fs::path(process) / "cgroup");
  for (const auto& mount : lines_of(fs::path(process) / "mountinfo")) {
    const auto hierarchy = hierarchy_of(mount);
    if (!hierarchy) continue;
    for (const auto& line : groups) {
      if (const auto group = group_of(line, hierarchy->is_v2))
        add_quotas(*hierarchy, *group, quotas);
    }
  }
  return quotas;
}

}  // namespace mpietl::app
