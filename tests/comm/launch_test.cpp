// What launchers put into the environment, and what is made of it.
#include "mpietl/comm/launch.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace mpietl;
using comm::Company;
using comm::MpiLibrary;
using comm::Variables;

namespace {

const Variables none;
const Variables mpirun{{"OMPI_COMM_WORLD_SIZE", "4"},
                       {"OMPI_COMM_WORLD_RANK", "1"},
                       {"PMIX_NAMESPACE", "x"},
                       {"PMIX_RANK", "1"}};
const Variables mpirun_one{{"OMPI_COMM_WORLD_SIZE", "1"}, {"PMIX_RANK", "0"}};
const Variables hydra{{"PMI_SIZE", "4"}, {"PMI_RANK", "1"}, {"PMI_FD", "7"}};
const Variables hydra_one{{"PMI_SIZE", "1"}, {"PMI_RANK", "0"}, {"PMI_FD", "7"}};
const Variables batch{{"SLURM_JOB_ID", "7"}, {"SLURM_NTASKS", "4"}, {"SLURM_PROCID", "0"}};
const Variables batch_of_one{{"SLURM_JOB_ID", "7"}, {"SLURM_NTASKS", "1"}, {"SLURM_PROCID", "0"}};

Variables both(Variables first, const Variables& second) {
  first.insert(second.begin(), second.end());
  return first;
}

Variables step(const std::string& tasks) {
  return both(batch, {{"SLURM_STEP_ID", "0"}, {"SLURM_STEP_NUM_TASKS", tasks}});
}

const Variables srun = step("4");
const Variables srun_one = step("1");
const Variables interactive =
    both(batch, {{"SLURM_STEP_ID", "4294967290"}, {"SLURM_STEP_NUM_TASKS", "1"}});
const Variables two_nodes{{"SLURM_JOB_ID", "7"}, {"SLURM_JOB_NUM_NODES", "2"}};
const Variables flux{
    {"FLUX_JOB_ID", "f3"}, {"FLUX_JOB_SIZE", "4"}, {"PMI_SIZE", "4"}, {"PMI_RANK", "1"}};
const Variables srun_pmix = both(srun, {{"PMIX_NAMESPACE", "slurm.pmix.7.0"}, {"PMIX_RANK", "0"}});
const Variables srun_pmi2 = both(srun, hydra);

/// An environment, the ranks that a process finds once MPI is started, and what stands in the
/// message; empty: nothing is wrong.
struct Case {
  Variables environment;
  int ranks;
  std::string open_mpi;
  std::string mpich;
};

const std::string to_pmix = "srun --mpi=pmix mpietl";
const std::string to_pmi2 = "srun --mpi=pmi2 mpietl";
const std::string to_mpirun = "mpirun -n 4 mpietl";
const std::string to_mpiexec = "mpiexec -n 4 mpietl";
const std::string one_of_four = "one process alone in a Slurm job of 4 tasks";

const std::vector<Case> lone_processes{
    {none, 1, "", ""},
    {mpirun, 1, to_mpirun, to_mpiexec},
    {mpirun_one, 1, "", ""},
    {hydra, 1, to_mpirun, to_mpiexec},
    {hydra_one, 1, "", ""},
    {batch, 1, one_of_four, one_of_four},
    {batch_of_one, 1, "", ""},
    {interactive, 1, one_of_four, one_of_four},
    {both(interactive, mpirun_one), 1, "", ""},
    {two_nodes, 1, "a Slurm job of 2 nodes", "a Slurm job of 2 nodes"},
    {both(two_nodes, hydra_one), 1, "", ""},
    {flux, 1, "Flux started 4 processes", "Flux started 4 processes"},
    {both(batch, mpirun_one), 1, "", ""},
    {both(batch, hydra_one), 1, "", ""},
    {both(batch, mpirun), 1, to_mpirun, to_mpiexec},
    {srun, 1, to_pmix, to_pmi2},
    {srun_pmix, 1, to_pmix, to_pmi2},
    {srun_pmi2, 1, to_pmix, to_pmi2},
    {srun_one, 1, "", ""},
    // Launchers start their helpers with srun, one a node.
    {both(step("2"), mpirun_one), 1, "", ""},
    {both(step("2"), hydra_one), 1, "", ""},
    {both(step("2"), hydra), 1, to_mpirun, to_mpiexec},
};

void check(const std::optional<std::string>& mistake, const std::string& expected) {
  CHECK(mistake.has_value() == !expected.empty());
  if (mistake) CHECK(mistake->find(expected) != std::string::npos);
}

}  // namespace

TEST_CASE("a process that is alone although others were started is told how to start", "[comm]") {
  for (std::size_t i = 0; i < lone_processes.size(); ++i) {
    const auto& each = lone_processes[i];
    CAPTURE(i);
    check(comm::launch_mistake(each.environment, MpiLibrary::open_mpi, Company::ranks, each.ranks),
          each.open_mpi);
    check(comm::launch_mistake(each.environment, MpiLibrary::mpich, Company::ranks, each.ranks),
          each.mpich);
  }
}

TEST_CASE("who is among several ranks was started well", "[comm]") {
  for (const auto& each : lone_processes) {
    CHECK(!comm::launch_mistake(each.environment, MpiLibrary::open_mpi, Company::ranks, 2));
    CHECK(!comm::launch_mistake(each.environment, MpiLibrary::mpich, Company::ranks, 2));
  }
}

TEST_CASE("before MPI is started only what is certain to fail is told", "[comm]") {
  const auto before = [](const Variables& environment, MpiLibrary library) {
    return comm::launch_mistake(environment, library, Company::ranks, std::nullopt);
  };
  for (const auto& each : {none, mpirun, mpirun_one, srun_pmix, srun_one, batch_of_one, flux}) {
    CHECK(!before(each, MpiLibrary::open_mpi));
  }
  check(before(srun, MpiLibrary::open_mpi), to_pmix);
  check(before(srun_pmi2, MpiLibrary::open_mpi), to_pmix);
  check(before(hydra, MpiLibrary::open_mpi), to_mpirun);
  check(before(batch, MpiLibrary::open_mpi), one_of_four);
  check(before(interactive, MpiLibrary::open_mpi), one_of_four);
  for (const auto& each : lone_processes) CHECK(!before(each.environment, MpiLibrary::mpich));
}

TEST_CASE("the only process of a step without a server is alone on purpose", "[comm]") {
  CHECK(comm::is_lone_step(srun_one, Company::ranks));
  CHECK(comm::is_lone_step(both(srun_one, hydra_one), Company::ranks));
  for (const auto& each : {none, batch, srun, both(srun_one, mpirun), srun_pmix}) {
    CHECK(!comm::is_lone_step(each, Company::ranks));
  }
}

TEST_CASE("shards may be started many at once, and each be alone", "[comm]") {
  for (const auto& each : lone_processes) {
    CHECK(!comm::launch_mistake(each.environment, MpiLibrary::open_mpi, Company::strangers, 1));
  }
  CHECK(!comm::launch_mistake(srun, MpiLibrary::open_mpi, Company::strangers, std::nullopt));
  CHECK(comm::is_lone_step(srun, Company::strangers));
  CHECK(comm::is_lone_step(interactive, Company::ranks));
  for (const auto& each : {none, batch, srun_pmix, both(srun, mpirun)}) {
    CHECK(!comm::is_lone_step(each, Company::strangers));
  }
}

TEST_CASE("only what an MPI launcher started many times is done once", "[comm]") {
  CHECK(comm::is_further_copy(mpirun));
  CHECK(comm::is_further_copy(both(hydra, {{"MPI_LOCALRANKID", "1"}})));
  for (const auto& each : {none, mpirun_one, hydra_one, batch, srun}) {
    CHECK(!comm::is_further_copy(each));
  }
  CHECK(!comm::is_further_copy(both(srun_pmix, {{"PMIX_RANK", "3"}, {"SLURM_PROCID", "3"}})));
  CHECK(!comm::is_further_copy(both(srun, hydra)));
  // On other hosts mpirun starts its helper with srun.
  CHECK(!comm::is_further_copy(both({{"SLURM_PROCID", "3"}}, mpirun_one)));
}

TEST_CASE("tasks of an array are told from a single job", "[comm]") {
  CHECK(comm::is_task_of_array(both(batch, {{"SLURM_ARRAY_TASK_COUNT", "3"}})));
  CHECK_FALSE(comm::is_task_of_array(both(batch, {{"SLURM_ARRAY_TASK_COUNT", "1"}})));
  CHECK_FALSE(comm::is_task_of_array(batch));
}
