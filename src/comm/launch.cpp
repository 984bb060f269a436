#include "mpietl/comm/launch.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace mpietl::comm {

namespace {

/// The commands of an MPI library.
struct Commands {
  std::string name;
  std::string launcher;
  std::string srun;
};

Commands commands_for(MpiLibrary library) {
  if (library == MpiLibrary::open_mpi) return {"Open MPI", "mpirun", "srun --mpi=pmix"};
  return {"MPICH", "mpiexec", "srun --mpi=pmi2"};
}

bool has(const Variables& environment, const std::string& name) {
  return environment.contains(name);
}

/// 0 if it is not set.
std::int64_t number(const Variables& environment, const std::string& name) {
  const auto found = environment.find(name);
  std::int64_t value = 0;
  if (found == environment.end()) return value;
  const std::string_view text(found->second);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Tasks of the step that srun made; 0: there is none. The shells of salloc and of batch scripts
/// are special steps, which Slurm numbers down from the end of 32 bits (slurm.h:
/// SLURM_MAX_NORMAL_STEP_ID).
std::int64_t tasks_of_step(const Variables& environment) {
  constexpr std::int64_t last_of_srun = 0xfffffff0;
  const bool is_of_srun =
      has(environment, "SLURM_STEP_ID") && number(environment, "SLURM_STEP_ID") <= last_of_srun;
  return is_of_srun ? number(environment, "SLURM_STEP_NUM_TASKS") : 0;
}

/// Whether Open MPI finds the server through which processes connect.
bool is_served_by_pmix(const Variables& environment) {
  return has(environment, "OMPI_COMM_WORLD_SIZE") || has(environment, "PMIX_NAMESPACE") ||
         has(environment, "PMIX_RANK");
}

std::string strangers(const std::string& starter, std::int64_t processes, const Commands& own) {
  return starter + " started " + std::to_string(processes) +
         " processes that cannot connect, because this mpietl was built with " + own.name;
}

LaunchMistake of_launcher(Starter starter, const std::string& name, std::int64_t processes,
                          const Commands& own) {
  return {starter, processes,
          strangers(name, processes, own) + ": start it with the " + own.launcher + " of that " +
              own.name + ": " + own.launcher + " -n " + std::to_string(processes) + " mpietl ..."};
}

LaunchMistake of_srun(std::int64_t processes, const Commands& own) {
  return {Starter::srun, processes,
          strangers("srun", processes, own) + ": start it with " + own.srun +
              " mpietl ..., or with " + own.launcher + " -n " + std::to_string(processes) +
              " mpietl ..."};
}

/// For a process without a launcher, in a Slurm job for several processes.
std::optional<LaunchMistake> of_batch(const Variables& environment, const Commands& own) {
  const std::int64_t tasks = number(environment, "SLURM_NTASKS");
  const std::int64_t nodes = number(environment, "SLURM_JOB_NUM_NODES");
  if (tasks <= 1 && nodes <= 1) return std::nullopt;
  const auto size = tasks > 1 ? std::to_string(tasks) + " tasks" : std::to_string(nodes) + " nodes";
  return LaunchMistake{Starter::nobody, tasks > 1 ? tasks : nodes,
                       "one process alone in a Slurm job of " + size + ": start it with " +
                           own.launcher + " mpietl ... or " + own.srun +
                           " mpietl ..., or, if one process is what you want, with " +
                           own.launcher + " -n 1 mpietl ..."};
}

/// For a process in a world of size 1.
std::optional<LaunchMistake> mistake_of_lone(const Variables& environment, MpiLibrary library) {
  const auto own = commands_for(library);
  const std::int64_t by_open_mpi = number(environment, "OMPI_COMM_WORLD_SIZE");
  const std::int64_t by_hydra = number(environment, "PMI_SIZE");
  const std::int64_t by_srun = tasks_of_step(environment);
  const std::int64_t by_flux = number(environment, "FLUX_JOB_SIZE");
  const bool has_launcher =
      has(environment, "OMPI_COMM_WORLD_SIZE") || has(environment, "PMI_SIZE");
  if (by_open_mpi > 1) {
    return of_launcher(Starter::open_mpi, "an Open MPI's mpirun", by_open_mpi, own);
  }
  // Flux sets the same variables as MPICH's launcher, and so does srun --mpi=pmi2.
  if (by_flux > 1 && by_flux == by_hydra) return of_launcher(Starter::flux, "Flux", by_flux, own);
  if (by_hydra > 1 && by_hydra != by_srun) {
    return of_launcher(Starter::mpich, "an MPICH's mpiexec", by_hydra, own);
  }
  if (by_srun > 1 && (!has_launcher || by_hydra == by_srun)) return of_srun(by_srun, own);
  if (!has_launcher && by_srun == 0) return of_batch(environment, own);
  return std::nullopt;
}

}  // namespace

std::optional<LaunchMistake> launch_mistake(const Variables& environment, MpiLibrary library,
                                            LaunchMode mode, std::optional<int> ranks) {
  if (mode == LaunchMode::separate_jobs) return std::nullopt;
  if (!ranks) {
    // Without a server, Open MPI starts alone, unless it was built for Flux. MPICH may have been
    // built for other servers.
    const bool will_be_alone = library == MpiLibrary::open_mpi && !is_served_by_pmix(environment) &&
                               !has(environment, "FLUX_JOB_ID");
    return will_be_alone ? mistake_of_lone(environment, library) : std::nullopt;
  }
  return *ranks > 1 ? std::nullopt : mistake_of_lone(environment, library);
}

bool is_lone_step(const Variables& environment, LaunchMode mode) {
  if (!has(environment, "SLURM_STEP_ID") || is_served_by_pmix(environment)) return false;
  return mode == LaunchMode::separate_jobs || number(environment, "SLURM_STEP_NUM_TASKS") == 1;
}

bool is_further_copy(const Variables& environment) {
  if (has(environment, "OMPI_COMM_WORLD_RANK")) {
    return number(environment, "OMPI_COMM_WORLD_RANK") > 0;
  }
  // Slurm's PMI sets PMI_RANK too, but not MPI_LOCALRANKID.
  return has(environment, "MPI_LOCALRANKID") && number(environment, "PMI_RANK") > 0;
}

bool is_task_of_array(const Variables& environment) {
  return number(environment, "SLURM_ARRAY_TASK_COUNT") > 1;
}

bool is_killed_soon(const Variables& environment) { return has(environment, "PRTE_LAUNCHED"); }

std::optional<int> launcher_rank() {
  for (const char* name : {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID"}) {
    const char* value = std::getenv(name);
    if (value == nullptr) continue;
    const std::string_view text(value);
    int rank = 0;
    std::from_chars(text.data(), text.data() + text.size(), rank);
    return rank;
  }
  return std::nullopt;
}

}  // namespace mpietl::comm
