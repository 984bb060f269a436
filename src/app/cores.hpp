#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::app {

/// What started the ranks, and may have bound them to CPUs.
enum class Launcher : std::uint8_t {
  none,      ///< a shell
  in_slurm,  ///< a batch script
  open_mpi,
  open_mpi_in_slurm,  ///< mpirun in a job on hosts that may run other jobs too
  mpich,
  mpich_in_slurm,
  srun,
};

/// Threads of a rank, and the CPUs that they may run on.
struct RankCores {
  std::string host;
  int threads = 1;
  std::vector<int> cpus;  ///< of the rank
  int of_launcher = 1;    ///< CPUs of the process that started it
  int of_host = 1;        ///< CPUs of the host
  int unasked = 1;        ///< default number of threads
};

/// Warnings about the binding of ranks, each with a remedy, as lines for standard error: ranks
/// whose threads share one of several CPUs; ranks that a launcher bound to fewer CPUs than they
/// have threads; hosts with more threads than CPUs or quotas, if threads were `asked` for;
/// otherwise, hosts with idle CPUs because a launcher bound few ranks.
std::vector<std::string> core_warnings(std::span<const RankCores> ranks, Launcher launcher,
                                       bool asked);

/// The number of threads of this rank: `asked`, else OMP_NUM_THREADS, else its share of the CPUs of
/// the ranks on its host, limited by the quotas of control groups. Prints the core_warnings() of
/// all ranks on rank 0. Collective.
int threads_of_rank(const comm::Communicator& world, std::int64_t asked);

/// Lets each rank use the CPUs of all ranks on its host, whatever its launcher's binding. Returns
/// how many of them a quota allows at a time. Collective.
int share_cpus_of_host(const comm::Communicator& world);

}  // namespace mpietl::app
