#include "mpietl/run/team.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using mpietl::run::run_team;

TEST_CASE("each task is done once, by threads of the team", "[run]") {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::atomic<int>> done(100);
    std::atomic<bool> in_team{true};
    run_team(
        done.size(), threads,
        [&](std::size_t i, int thread) {
          done[i].fetch_add(1);
          if (thread < 0 || thread >= threads) in_team = false;
        },
        [] {});
    for (const auto& each : done) CHECK(each == 1);
    CHECK(in_team);
  }
}

TEST_CASE("the pulse beats on the calling thread while work goes on", "[run]") {
  const auto caller = std::this_thread::get_id();
  std::atomic<int> beats{0};
  std::atomic<bool> elsewhere{false};
  run_team(
      1, 1,
      [&](std::size_t, int) {
        while (beats < 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      },
      [&] {
        ++beats;
        if (std::this_thread::get_id() != caller) elsewhere = true;
      });
  CHECK(beats >= 3);
  CHECK_FALSE(elsewhere);
}

TEST_CASE("no tasks are no work", "[run]") {
  run_team(
      0, 3, [](std::size_t, int) { FAIL("there is nothing to do"); }, [] {});
}
