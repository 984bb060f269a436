#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace mpietl::comm {

/// The MPI libraries whose launchers do not speak to each other's processes.
enum class MpiLibrary { open_mpi, mpich };

/// Environment variables by name.
using Variables = std::map<std::string, std::string>;

/// What processes that were started together are to each other.
enum class LaunchMode {
  one_job,       ///< ranks of one job
  separate_jobs  ///< each has a shard of its own, and knows nothing of the others
};

/// Who started processes that do not find each other.
enum class Starter {
  open_mpi,  ///< its mpirun
  mpich,     ///< its mpiexec
  flux,
  srun,
  nobody  ///< one process of a Slurm job for more
};

/// A start that cannot work.
struct LaunchMistake {
  Starter starter{};
  std::int64_t processes = 0;  ///< that were started; by nobody: tasks of the job, or its nodes
  std::string text;            ///< for the user, with the command that is right
};

/// What is wrong with how a process was started; nothing when all is well. `ranks`: of the world
/// that the process found itself in; none as long as MPI was not started, when only what is certain
/// to fail is told.
std::optional<LaunchMistake> launch_mistake(const Variables& environment, MpiLibrary library,
                                            LaunchMode mode, std::optional<int> ranks);

/// Whether a process that works alone was started in a step of Slurm, with nobody to tell it of
/// others. Open MPI refuses to start there, unless it does not see the step.
bool is_lone_step(const Variables& environment, LaunchMode mode);

/// Whether the launcher of an MPI library started this process as another than its first. Slurm's
/// srun is none: what it starts many times may have something else to do each time.
bool is_further_copy(const Variables& environment);

/// Whether this process is one of the several tasks of an array of Slurm jobs.
bool is_task_of_array(const Variables& environment);

/// Whether the launcher that started this process kills its ranks a quarter of a second after it
/// told them to end, as that of Open MPI 5 does, and not a second or two.
bool is_killed_soon(const Variables& environment);

/// The rank that a launcher put into this process's environment, without MPI; none when no
/// launcher started it.
std::optional<int> launcher_rank();

}  // namespace mpietl::comm
