#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace mpietl::comm {

/// MPI libraries. The launcher of one cannot connect processes of the other.
enum class MpiLibrary { open_mpi, mpich };

/// Environment variables by name.
using Variables = std::map<std::string, std::string>;

/// The relation of processes that were started together.
enum class LaunchMode {
  one_job,       ///< ranks of one job
  separate_jobs  ///< each has its own shard, and they do not communicate
};

/// What started processes that cannot connect.
enum class Starter {
  open_mpi,  ///< its mpirun
  mpich,     ///< its mpiexec
  flux,
  srun,
  nobody  ///< nothing: a single process in a Slurm job for several
};

/// A wrong way to start the program.
struct LaunchMistake {
  Starter starter{};
  std::int64_t processes =
      0;             ///< number of started processes; for `nobody`: tasks of the job, or its nodes
  std::string text;  ///< message for the user, with the right command
};

/// What is wrong with how this process was started; empty if all is well. `ranks` is the size of
/// the process's world; without it, before MPI is started, only starts that are certain to fail are
/// reported.
std::optional<LaunchMistake> launch_mistake(const Variables& environment, MpiLibrary library,
                                            LaunchMode mode, std::optional<int> ranks);

/// Whether this process is alone in a Slurm step without a PMI server. Open MPI refuses to start
/// there, unless it does not see the step.
bool is_lone_step(const Variables& environment, LaunchMode mode);

/// Whether an MPI library's launcher started this process, and not as its first one. Slurm's srun
/// does not count: its processes may have different arguments.
bool is_further_copy(const Variables& environment);

/// Whether this process belongs to an array of Slurm jobs with several tasks each.
bool is_task_of_array(const Variables& environment);

/// Whether the launcher kills its ranks a quarter of a second after it has asked them to end, as
/// that of Open MPI 5 does; others wait a second or two.
bool is_killed_soon(const Variables& environment);

/// The rank from the environment that a launcher has set, without MPI; empty if no launcher started
/// this process.
std::optional<int> launcher_rank();

}  // namespace mpietl::comm
