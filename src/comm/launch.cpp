#include "mpietl/comm/launch.hpp"

#include <unistd.h>

#include <charconv>
#include <string_view>

namespace mpietl::comm {

namespace {

/// What a user of a library types.
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

/// 0 where it is not set.
int number(const Variables& environment, const std::string& name) {
  const auto found = environment.find(name);
  int value = 0;
  if (found == environment.end()) return value;
  const std::string_view text(found->second);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int tasks_of_step(const Variables& environment) {
  return has(environment, "SLURM_STEP_ID") ? number(environment, "SLURM_STEP_NUM_TASKS") : 0;
}

/// Whether Open MPI finds the server that tells a process of the others.
bool is_served_by_pmix(const Variables& environment) {
  return has(environment, "OMPI_COMM_WORLD_SIZE") || has(environment, "PMIX_NAMESPACE") ||
         has(environment, "PMIX_RANK");
}

std::string strangers(const std::string& starter, int processes, const Commands& own) {
  return starter + " started " + std::to_string(processes) +
         " processes that do not find each other, since this mpietl was built with " + own.name;
}

std::string of_launcher(const std::string& starter, int processes, const Commands& own) {
  return strangers(starter, processes, own) + ": start it with the " + own.launcher + " of that " +
         own.name + ": " + own.launcher + " -n " + std::to_string(processes) + " mpietl ...";
}

std::string of_srun(int processes, const Commands& own) {
  return strangers("srun", processes, own) + ": start it with " + own.srun +
         " mpietl ..., or with " + own.launcher + " -n " + std::to_string(processes) +
         " mpietl ...";
}

std::string of_batch(int tasks, const Commands& own) {
  return "one process alone in a Slurm job of " + std::to_string(tasks) + " tasks: start it with " +
         own.launcher + " mpietl ... or " + own.srun +
         " mpietl ..., or, if one process is what you want, with " + own.launcher +
         " -n 1 mpietl ...";
}

/// For a process that is alone in its world.
std::optional<std::string> mistake_of_lone(const Variables& environment, MpiLibrary library) {
  const auto own = commands_for(library);
  const int by_open_mpi = number(environment, "OMPI_COMM_WORLD_SIZE");
  const int by_hydra = number(environment, "PMI_SIZE");
  const int by_srun = tasks_of_step(environment);
  const bool has_launcher =
      has(environment, "OMPI_COMM_WORLD_SIZE") || has(environment, "PMI_SIZE");
  if (by_open_mpi > 1) return of_launcher("an Open MPI's mpirun", by_open_mpi, own);
  // srun --mpi=pmi2 tells the same variables as MPICH's launcher.
  if (by_hydra > 1 && by_hydra != by_srun) {
    return of_launcher("an MPICH's mpiexec", by_hydra, own);
  }
  if (by_srun > 1 && (!has_launcher || by_hydra == by_srun)) return of_srun(by_srun, own);
  const int tasks = number(environment, "SLURM_NTASKS");
  if (!has_launcher && by_srun == 0 && tasks > 1) return of_batch(tasks, own);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> launch_mistake(const Variables& environment, MpiLibrary library,
                                          std::optional<int> ranks) {
  if (!ranks) {
    // Without a server Open MPI will be alone. MPICH may have been built to hear other servers.
    const bool will_be_alone = library == MpiLibrary::open_mpi && !is_served_by_pmix(environment);
    return will_be_alone ? mistake_of_lone(environment, library) : std::nullopt;
  }
  return *ranks > 1 ? std::nullopt : mistake_of_lone(environment, library);
}

bool is_lone_step(const Variables& environment) {
  return tasks_of_step(environment) == 1 && !is_served_by_pmix(environment);
}

Variables variables_of_process() {
  Variables variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

}  // namespace mpietl::comm
