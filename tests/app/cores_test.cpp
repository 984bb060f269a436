#include "app/cores.hpp"

#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::app;

namespace {

std::vector<RankCores> two_ranks_on(const std::string& host, int threads, int of_launcher) {
  return {{host, threads, {0}, of_launcher}, {host, threads, {1}, of_launcher}};
}

}  // namespace

TEST_CASE("ranks with a core for each thread give no warning") {
  CHECK(core_warnings(std::vector<RankCores>{{"a", 2, {0, 1}, 2, 2, 2}}, Launcher::none, true)
            .empty());
  CHECK(core_warnings(two_ranks_on("a", 1, 2), Launcher::open_mpi, false).empty());
}

TEST_CASE("threads on one of many cores give a warning with the launcher's remedy") {
  auto ranks = two_ranks_on("a", 8, 16);
  ranks.push_back({"b", 8, {3}, 16});
  const auto lines = core_warnings(ranks, Launcher::open_mpi, true);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0], Catch::Contains("a and b"));
  CHECK_THAT(lines[0], Catch::Contains("--map-by slot:PE=8"));
  const auto remedy_of = [&](Launcher launcher) { return core_warnings(ranks, launcher, true)[0]; };
  CHECK_THAT(remedy_of(Launcher::srun), Catch::Contains("srun --cpus-per-task=8"));
  CHECK_THAT(remedy_of(Launcher::mpich), Catch::Contains("-bind-to none"));
  CHECK_THAT(remedy_of(Launcher::open_mpi_in_slurm), Catch::Contains("--cpus-per-task=8"));
  CHECK_THAT(remedy_of(Launcher::open_mpi_in_slurm), !Catch::Contains("--bind-to none"));
  CHECK_THAT(remedy_of(Launcher::mpich_in_slurm), !Catch::Contains("-bind-to none"));
  CHECK_THAT(remedy_of(Launcher::none), Catch::Contains("taskset"));
}

TEST_CASE("more threads than a host has give one line, if they were requested") {
  const std::vector<RankCores> ranks{{"a", 8, {0, 1}, 2, 2, 2}};
  const auto lines = core_warnings(ranks, Launcher::none, true);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0], Catch::Contains("8 threads on a "));
  CHECK(core_warnings(ranks, Launcher::none, false).empty());
  const std::vector<RankCores> several{{"a", 2, {0, 1}, 2, 2, 1}, {"a", 2, {0, 1}, 2, 2, 1}};
  CHECK_THAT(core_warnings(several, Launcher::srun, true).at(0),
             Catch::Contains("4 threads on a "));
  const std::vector<RankCores> many_ranks(16, {"a", 1, {0, 1}, 2, 2, 1});
  CHECK(core_warnings(many_ranks, Launcher::open_mpi, true).empty());
}

TEST_CASE("threads on one of several cores give a warning, whatever keeps them there") {
  const std::vector<RankCores> ranks{{"a", 4, {0}, 1, 2}};
  CHECK_THAT(core_warnings(ranks, Launcher::none, true).at(0), Catch::Contains("taskset"));
  CHECK_THAT(core_warnings(ranks, Launcher::in_slurm, true).at(0),
             Catch::Contains("--cpus-per-task=4"));
  CHECK(core_warnings(std::vector<RankCores>{{"a", 4, {0}, 1, 1}}, Launcher::none, false).empty());
}

TEST_CASE("idle cores give a hint, unless threads were requested or Slurm assigned them") {
  const auto ranks = two_ranks_on("a", 1, 16);
  const auto lines = core_warnings(ranks, Launcher::open_mpi, false);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0], Catch::Contains("2 of the 16"));
  CHECK_THAT(lines[0], Catch::Contains("mpirun --bind-to none"));
  CHECK(core_warnings(ranks, Launcher::open_mpi, true).empty());
  for (const auto in_slurm :
       {Launcher::srun, Launcher::open_mpi_in_slurm, Launcher::mpich_in_slurm}) {
    CHECK(core_warnings(ranks, in_slurm, false).empty());
  }
}

TEST_CASE("some of many hosts are named") {
  std::vector<RankCores> ranks;
  for (int i = 0; i < 1000; ++i) ranks.push_back({"n" + std::to_string(i), 2, {0}, 4});
  const auto lines = core_warnings(ranks, Launcher::srun, true);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0], Catch::Contains("n0, n1, n2 and 997"));
}
