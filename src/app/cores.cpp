#include "app/cores.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "app/cpu_quota.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/openmp.hpp"
#include "mpietl/schedule/ranks.hpp"

namespace mpietl::app {

namespace {

std::string remedy(Launcher launcher, int threads) {
  const auto count = std::to_string(threads);
  switch (launcher) {
    case Launcher::open_mpi:
      return "start them with: mpirun --map-by slot:PE=" + count +
             " --bind-to core ..., or mpirun "
             "--bind-to none ...";
    case Launcher::open_mpi_in_slurm:
      return "submit with --cpus-per-task=" + count +
             " and start them with: mpirun --map-by "
             "ppr:RANKS_PER_NODE:node:PE=" +
             count + " --bind-to core ...";
    case Launcher::mpich:
      return "start them with: mpiexec -bind-to none ...";
    case Launcher::mpich_in_slurm:
      return "submit with --cpus-per-task=" + count +
             " and start them with: mpiexec -bind-to core:" + count + " ...";
    case Launcher::srun:
      return "start them with: srun --cpus-per-task=" + count + " ...";
    case Launcher::in_slurm:
      return "submit with --cpus-per-task=" + count;
    case Launcher::none:
      break;
  }
  return "a mask (taskset), a cgroup or OMP_PLACES restricts them; allow more cores, or use fewer "
         "--threads";
}

bool is_crowded(const RankCores& rank) {
  const auto cores = static_cast<int>(rank.cpus.size());
  const bool is_on_one_of_several = cores == 1 && rank.of_host > 1;
  return rank.threads > cores && (is_on_one_of_several || cores < rank.of_launcher);
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

void warn_of_crowds(std::span<const RankCores> ranks, Launcher launcher,
                    std::vector<std::string>& lines) {
  std::vector<std::string> hosts;
  const RankCores* worst = nullptr;
  std::size_t count = 0;
  for (const auto& rank : ranks) {
    if (!is_crowded(rank)) continue;
    ++count;
    add_once(hosts, rank.host);
    if (worst == nullptr || rank.threads > worst->threads) worst = &rank;
  }
  if (worst == nullptr) return;
  lines.push_back(plural(count, "rank") + " on " + name_some(hosts) + " may use " +
                  plural(worst->cpus.size(), "core") + " each for " +
                  plural(static_cast<std::size_t>(worst->threads), "thread") +
                  ", which slow each other down: " + remedy(launcher, worst->threads));
}

struct HostCores {
  std::set<int> cpus;
  int of_launcher = 0;
};

void hint_at_idle_cores(std::span<const RankCores> ranks, Launcher launcher,
                        std::vector<std::string>& lines) {
  std::map<std::string, HostCores> hosts;
  for (const auto& rank : ranks) {
    auto& host = hosts[rank.host];
    host.cpus.insert(rank.cpus.begin(), rank.cpus.end());
    host.of_launcher = std::max(host.of_launcher, rank.of_launcher);
  }
  std::vector<std::string> names;
  for (const auto& [name, host] : hosts) {
    if (static_cast<int>(host.cpus.size()) < host.of_launcher) names.push_back(name);
  }
  if (names.empty()) return;
  const auto& first = hosts[names.front()];
  lines.push_back(
      "the ranks use " + std::to_string(first.cpus.size()) + " of the " +
      plural(static_cast<std::size_t>(first.of_launcher), "core") + " of " + name_some(names) +
      ", to which the launcher bound them; for all cores: " +
      (launcher == Launcher::mpich ? "mpiexec -bind-to none ..." : "mpirun --bind-to none ..."));
}

struct HostThreads {
  int threads = 0;
  int unasked = 0;
};

void warn_of_many_threads(std::span<const RankCores> ranks, std::vector<std::string>& lines) {
  std::map<std::string, HostThreads> hosts;
  for (const auto& rank : ranks) {
    auto& host = hosts[rank.host];
    host.threads += rank.threads;
    host.unasked += rank.unasked;
  }
  std::vector<std::string> names;
  for (const auto& [name, host] : hosts) {
    if (host.threads > host.unasked) names.push_back(name);
  }
  if (names.empty()) return;
  const auto& first = hosts[names.front()];
  lines.push_back(plural(static_cast<std::size_t>(first.threads), "thread") + " on " +
                  name_some(names) +
                  " slow each other down: there are fewer cores, or a quota; without --threads and "
                  "OMP_NUM_THREADS there would be " +
                  std::to_string(first.unasked));
}

Launcher launcher_of_this() {
  const auto has = [](const char* name) { return std::getenv(name) != nullptr; };
  const bool in_slurm = has("SLURM_JOB_ID");
  if (has("OMPI_COMM_WORLD_RANK")) {
    return in_slurm ? Launcher::open_mpi_in_slurm : Launcher::open_mpi;
  }
  if (has("MPI_LOCALRANKID")) return in_slurm ? Launcher::mpich_in_slurm : Launcher::mpich;
  if (has("SLURM_STEP_ID")) return Launcher::srun;
  if (has("PMI_RANK")) return Launcher::mpich;
  return in_slurm ? Launcher::in_slurm : Launcher::none;
}

Bytes encode(const RankCores& rank) {
  ByteWriter writer;
  writer.put(rank.host);
  writer.put(rank.threads);
  writer.put(rank.of_launcher);
  writer.put(rank.of_host);
  writer.put(rank.unasked);
  for (const int cpu : rank.cpus) writer.put(cpu);
  return writer.take();
}

RankCores decode(const Bytes& bytes) {
  RankCores rank;
  ByteReader reader(bytes);
  reader.get(rank.host);
  reader.get(rank.threads);
  reader.get(rank.of_launcher);
  reader.get(rank.of_host);
  reader.get(rank.unasked);
  while (!reader.at_end()) reader.get(rank.cpus.emplace_back());
  return rank;
}

Bytes encode_numbers(const std::vector<int>& numbers) {
  ByteWriter writer;
  for (const int number : numbers) writer.put(number);
  return writer.take();
}

std::vector<int> decode_numbers(const Bytes& bytes) {
  std::vector<int> numbers;
  ByteReader reader(bytes);
  while (!reader.at_end()) reader.get(numbers.emplace_back());
  return numbers;
}

constexpr int max_threads = 4096;  // as for --threads

/// CPUs of each rank of a host, on its first rank.
std::vector<std::vector<int>> cpus_of_ranks(const comm::Communicator& host) {
  std::vector<std::vector<int>> cpus;
  for (const auto& each : comm::gather(host, encode_numbers(run::allowed_cpus()))) {
    cpus.push_back(decode_numbers(each));
  }
  return cpus;
}

/// The CPU quotas of each rank of a host, on its first rank.
std::vector<std::vector<schedule::Quota>> quotas_of_ranks(const comm::Communicator& host) {
  ByteWriter writer;
  for (const auto& quota : cpu_quotas()) {
    writer.put(quota.group);
    writer.put(quota.cpus);
  }
  std::vector<std::vector<schedule::Quota>> quotas;
  for (const auto& bytes : comm::gather(host, writer.take())) {
    auto& each = quotas.emplace_back();
    for (ByteReader reader(bytes); !reader.at_end();) {
      auto& quota = each.emplace_back();
      reader.get(quota.group);
      reader.get(quota.cpus);
    }
  }
  return quotas;
}

/// The default number of threads of this rank.
int usual_threads(const comm::Communicator& host) {
  const auto cpus = cpus_of_ranks(host);
  const auto quotas = quotas_of_ranks(host);
  const Bytes shared = comm::run_on_root(host, [&] {
    return encode_numbers(schedule::within_quotas(schedule::share_cpus(cpus), quotas));
  });
  return decode_numbers(shared).at(static_cast<std::size_t>(host.rank()));
}

void warn_of_cores(const comm::Communicator& world, int threads, int unasked, bool asked) {
  const RankCores mine{host_name(),
                       threads,
                       run::allowed_cpus(),
                       static_cast<int>(cpus_of_process(::getppid()).size()),
                       static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)),
                       unasked};
  std::vector<RankCores> ranks;
  for (const auto& bytes : comm::gather(world, encode(mine))) ranks.push_back(decode(bytes));
  if (!world.is_root()) return;
  for (const auto& line : core_warnings(ranks, launcher_of_this(), asked)) {
    std::fprintf(stderr, "mpietl: %s\n", line.c_str());
  }
}

}  // namespace

std::vector<std::string> core_warnings(std::span<const RankCores> ranks, Launcher launcher,
                                       bool asked) {
  std::vector<std::string> lines;
  warn_of_crowds(ranks, launcher, lines);
  if (lines.empty() && asked) warn_of_many_threads(ranks, lines);
  // In Slurm, other cores of the host may belong to other jobs.
  const bool binds = launcher == Launcher::open_mpi || launcher == Launcher::mpich;
  if (lines.empty() && !asked && binds) hint_at_idle_cores(ranks, launcher, lines);
  return lines;
}

int share_cpus_of_host(const comm::Communicator& world) {
  const auto host = world.on_this_host();
  const auto all = cpus_of_ranks(host);
  const auto cpus = decode_numbers(comm::run_on_root(host, [&] {
    std::set<int> together;
    for (const auto& each : all) together.insert(each.begin(), each.end());
    return encode_numbers({together.begin(), together.end()});
  }));
  allow_cpus(cpus);
  int count = static_cast<int>(cpus.size());
  for (const auto& quota : cpu_quotas()) count = std::min(count, quota.cpus);
  return count;
}

int threads_of_rank(const comm::Communicator& world, std::int64_t asked) {
  const int by_environment = std::min(run::threads_asked_by_environment(), max_threads);
  const int chosen = asked > 0 ? static_cast<int>(asked) : by_environment;
  const int unasked = usual_threads(world.on_this_host());
  const bool is_asked = chosen > 0;
  const int threads = is_asked ? chosen : unasked;
  warn_of_cores(world, threads, unasked, is_asked);
  return threads;
}

}  // namespace mpietl::app
