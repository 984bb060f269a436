// How environments of launchers are interpreted.
#include "mpietl/comm/launch.hpp"

#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace mpietl;
using comm::LaunchMode;
using comm::MpiLibrary;
using comm::Starter;
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

/// An environment, and its fault for a process that is alone after MPI has started.
struct Case {
  Variables environment;
  std::optional<Starter> starter;
  std::int64_t processes = 0;
};

const std::vector<Case> lone_processes{
    {none, {}},
    {mpirun, Starter::open_mpi, 4},
    {mpirun_one, {}},
    {hydra, Starter::mpich, 4},
    {hydra_one, {}},
    {batch, Starter::nobody, 4},
    {batch_of_one, {}},
    {interactive, Starter::nobody, 4},
    {both(interactive, mpirun_one), {}},
    {two_nodes, Starter::nobody, 2},
    {both(two_nodes, hydra_one), {}},
    {flux, Starter::flux, 4},
    {both(batch, mpirun_one), {}},
    {both(batch, hydra_one), {}},
    {both(batch, mpirun), Starter::open_mpi, 4},
    {srun, Starter::srun, 4},
    {srun_pmix, Starter::srun, 4},
    {srun_pmi2, Starter::srun, 4},
    {srun_one, {}},
    // Launchers start their helpers with srun, one a node.
    {both(step("2"), mpirun_one), {}},
    {both(step("2"), hydra_one), {}},
    {both(step("2"), hydra), Starter::mpich, 4},
};

/// The command that a user of the library has to type.
std::vector<std::string> commands(MpiLibrary library, Starter starter, std::int64_t processes) {
  const bool is_open_mpi = library == MpiLibrary::open_mpi;
  const std::string launcher = is_open_mpi ? "mpirun" : "mpiexec";
  const std::string by_launcher = launcher + " -n " + std::to_string(processes) + " mpietl";
  const std::string by_srun = is_open_mpi ? "srun --mpi=pmix mpietl" : "srun --mpi=pmi2 mpietl";
  if (starter == Starter::nobody) return {launcher + " mpietl", by_srun, launcher + " -n 1 mpietl"};
  if (starter == Starter::srun) return {by_srun, by_launcher};
  return {by_launcher};
}

void check(const Case& expected, MpiLibrary library, std::optional<int> ranks) {
  const auto mistake =
      comm::launch_mistake(expected.environment, library, LaunchMode::one_job, ranks);
  REQUIRE(mistake.has_value() == expected.starter.has_value());
  if (!mistake) return;
  CHECK(mistake->starter == *expected.starter);
  CHECK(mistake->processes == expected.processes);
  for (const auto& command : commands(library, mistake->starter, mistake->processes)) {
    INFO(command);
    CHECK(mistake->text.find(command) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("a process that is alone among several gets the right command", "[comm]") {
  for (std::size_t i = 0; i < lone_processes.size(); ++i) {
    CAPTURE(i);
    for (const auto library : {MpiLibrary::open_mpi, MpiLibrary::mpich}) {
      check(lone_processes[i], library, 1);
    }
  }
}

TEST_CASE("a process among several ranks was started correctly", "[comm]") {
  for (const auto& each : lone_processes) {
    CHECK(!comm::launch_mistake(each.environment, MpiLibrary::open_mpi, LaunchMode::one_job, 2));
    CHECK(!comm::launch_mistake(each.environment, MpiLibrary::mpich, LaunchMode::one_job, 2));
  }
}

TEST_CASE("before MPI starts, only certain failures are reported", "[comm]") {
  for (const auto& each : {none, mpirun, mpirun_one, srun_pmix, srun_one, batch_of_one, flux}) {
    check({each, {}}, MpiLibrary::open_mpi, std::nullopt);
  }
  for (const auto& each : {Case{srun, Starter::srun, 4}, Case{srun_pmi2, Starter::srun, 4},
                           Case{hydra, Starter::mpich, 4}, Case{batch, Starter::nobody, 4},
                           Case{interactive, Starter::nobody, 4}}) {
    check(each, MpiLibrary::open_mpi, std::nullopt);
  }
  for (const auto& each : lone_processes) {
    check({each.environment, {}}, MpiLibrary::mpich, std::nullopt);
  }
}

TEST_CASE("the only process of a step without a server is alone on purpose", "[comm]") {
  CHECK(comm::is_lone_step(srun_one, LaunchMode::one_job));
  CHECK(comm::is_lone_step(both(srun_one, hydra_one), LaunchMode::one_job));
  for (const auto& each : {none, batch, srun, both(srun_one, mpirun), srun_pmix}) {
    CHECK(!comm::is_lone_step(each, LaunchMode::one_job));
  }
}

TEST_CASE("shards may be started many at once, and each be alone", "[comm]") {
  for (const auto& each : lone_processes) {
    CHECK(!comm::launch_mistake(each.environment, MpiLibrary::open_mpi, LaunchMode::separate_jobs,
                                1));
  }
  CHECK(!comm::launch_mistake(srun, MpiLibrary::open_mpi, LaunchMode::separate_jobs, std::nullopt));
  CHECK(comm::is_lone_step(srun, LaunchMode::separate_jobs));
  CHECK(comm::is_lone_step(interactive, LaunchMode::one_job));
  for (const auto& each : {none, batch, srun_pmix, both(srun, mpirun)}) {
    CHECK(!comm::is_lone_step(each, LaunchMode::separate_jobs));
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

TEST_CASE("tasks of an array are recognised", "[comm]") {
  CHECK(comm::is_task_of_array(both(batch, {{"SLURM_ARRAY_TASK_COUNT", "3"}})));
  CHECK_FALSE(comm::is_task_of_array(both(batch, {{"SLURM_ARRAY_TASK_COUNT", "1"}})));
  CHECK_FALSE(comm::is_task_of_array(batch));
}

TEST_CASE("the launcher of Open MPI 5 kills sooner than others", "[comm]") {
  CHECK(comm::is_killed_soon(both(mpirun, {{"PRTE_LAUNCHED", "1"}})));
  CHECK_FALSE(comm::is_killed_soon(mpirun));
  CHECK_FALSE(comm::is_killed_soon(none));
}
