#include "mpietl/core/process_info.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "mpietl/core/text.hpp"

namespace mpietl {

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

rusage usage() {
  rusage result{};
  ::getrusage(RUSAGE_SELF, &result);
  return result;
}

std::string first_word(const std::string& file) {
  std::string word;
  std::ifstream(file) >> word;
  return word;
}

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::string working_directory() {
  std::error_code error;
  const auto folder = std::filesystem::current_path(error);
  return error ? "" : folder.string();
}

void allow_cpus(const std::vector<int>& cpus) {
  if (cpus.empty()) return;
  const auto most = static_cast<std::size_t>(std::ranges::max(cpus));
  std::vector<cpu_set_t> set(most / CPU_SETSIZE + 1);
  const std::size_t bytes = set.size() * sizeof(cpu_set_t);
  for (const int cpu : cpus) CPU_SET_S(static_cast<std::size_t>(cpu), bytes, set.data());
  ::sched_setaffinity(0, bytes, set.data());
}

std::vector<int> cpus_of_process(pid_t process) {
  // Machines larger than the fixed cpu_set_t refuse it with EINVAL, so retry with a longer one.
  for (std::size_t sets = 1; sets <= 64; sets *= 2) {
    std::vector<cpu_set_t> set(sets);
    const std::size_t bytes = sets * sizeof(cpu_set_t);
    if (::sched_getaffinity(process, bytes, set.data()) != 0) {
      if (errno == EINVAL) continue;
      break;
    }
    std::vector<int> cpus;
    for (int cpu = 0; cpu < static_cast<int>(bytes * 8); ++cpu) {
      if (CPU_ISSET_S(static_cast<std::size_t>(cpu), bytes, set.data())) cpus.push_back(cpu);
    }
    return cpus;
  }
  return {0};
}

std::string cpu_list(const std::vector<int>& cpus) {
  std::string text;
  for (std::size_t first = 0; first < cpus.size();) {
    std::size_t last = first;
    while (last + 1 < cpus.size() && cpus[last + 1] == cpus[last] + 1) ++last;
    if (!text.empty()) text += ",";
    text += std::to_string(cpus[first]);
    if (last > first) text += "-" + std::to_string(cpus[last]);
    first = last + 1;
  }
  return text;
}

double cpu_seconds() { return seconds(usage().ru_utime) + seconds(usage().ru_stime); }

double cpu_seconds_of_children() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::int64_t max_rss_bytes() { return std::int64_t{usage().ru_maxrss} * 1024; }

std::map<std::string, std::string> environment_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

std::optional<std::string> find_program(const std::string& name) {
  const auto may_run = [](const std::string& path) {
    struct stat status {};
    return ::access(path.c_str(), X_OK) == 0 && ::stat(path.c_str(), &status) == 0 &&
           S_ISREG(status.st_mode);
  };
  if (name.find('/') != std::string::npos)
    return may_run(name) ? std::optional(name) : std::nullopt;
  const char* path = std::getenv("PATH");
  for (const auto folder : split(path == nullptr ? "/usr/bin:/bin" : path, ':')) {
    auto file = std::string(folder.empty() ? "." : folder) + "/" + name;
    if (!name.empty() && may_run(file)) return file;
  }
  return std::nullopt;
}

std::map<std::string, std::string> job_environment() {
  auto variables = environment_variables();
  std::erase_if(variables, [](const auto& variable) {
    return !variable.first.starts_with("SLURM_") && !variable.first.starts_with("OMP_");
  });
  return variables;
}

double unix_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

int processors_of_host() { return static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)); }

std::string binding_of(const std::vector<int>& cpus, int of_host, const std::string& folder) {
  if (cpus.empty() || static_cast<int>(cpus.size()) >= of_host) return "none";
  // The kernel writes lists of CPUs as cpu_list() does.
  const std::string list = cpu_list(cpus);
  const std::string topology = folder + "/cpu" + std::to_string(cpus.front()) + "/topology/";
  const std::string core = first_word(topology + "core_cpus_list");
  if (list == core) return "core";
  if (list == first_word(topology + "package_cpus_list")) return "socket";
  if (cpus.size() > 1) return "cores";
  return core.empty() ? "core" : "hwthread";
}

std::string name_some(const std::vector<std::string>& hosts) {
  constexpr std::size_t most = 4;
  const auto named = hosts.size() > most ? most - 1 : hosts.size();
  std::string text;
  for (std::size_t i = 0; i < named; ++i) {
    const bool is_last = i + 1 == hosts.size();
    if (i > 0) text += is_last ? " and " : ", ";
    text += hosts[i];
  }
  if (named < hosts.size()) text += " and " + std::to_string(hosts.size() - named) + " more";
  return text;
}

}  // namespace mpietl
