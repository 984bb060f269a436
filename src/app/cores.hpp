#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::app {

/// What starts the ranks, and may bind them to processors.
enum class Launcher : std::uint8_t {
  none,      ///< a shell
  in_slurm,  ///< a batch script
  open_mpi,
  open_mpi_in_slurm,  ///< mpirun in a job, whose hosts may have others' jobs as well
  mpich,
  mpich_in_slurm,
  srun,
};

/// Threads of a rank, and what they may run on.
struct RankCores {
  std::string host;
  int threads = 1;
  std::vector<int> cpus;  ///< that it may use
  int of_launcher = 1;    ///< processors that the process which started it may use
  int of_host = 1;        ///< processors that there are
  int unasked = 1;        ///< threads that it would have if none were asked for
};

/// What is wrong with how ranks were bound, and how to mend it, as lines for standard error: ranks
/// whose threads all share one processor of several, or that a launcher bound to fewer processors
/// than they have threads; else, where threads were `asked` for, hosts with more of them than
/// processors, or quotas, serve; and where they were not, hosts of which few processors are used
/// since a launcher bound few ranks.
std::vector<std::string> core_warnings(std::span<const RankCores> ranks, Launcher launcher,
                                       bool asked);

/// Threads for this rank: as many as `asked`, else as OMP_NUM_THREADS, else its part of the
/// processors that the ranks of its host may use, and no more than quotas of control groups let
/// run. Prints the core_warnings() of all ranks on rank 0. Collective.
int threads_of_rank(const comm::Communicator& world, std::int64_t asked);

/// Lets each rank use the processors of all ranks of its host, also where the launcher bound it to
/// some, and returns how many of these a quota lets it use at a time. Collective.
int share_cpus_of_host(const comm::Communicator& world);

}  // namespace mpietl::app
