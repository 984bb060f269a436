#include "mpietl/run/team.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using mpietl::run::run_team;

namespace {

bool no_help(int /*thread*/) { return false; }
void no_pulse() {}

}  // namespace

TEST_CASE("each task is done once, by threads of the team", "[run]") {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::atomic<int>> done(100);
    std::atomic<bool> in_team{true};
    const auto work = [&](std::size_t i, int thread) {
      done[i].fetch_add(1);
      if (thread < 0 || thread >= threads) in_team = false;
    };
    run_team(done.size(), threads, {work, no_help, no_pulse});
    for (const auto& each : done) CHECK(each == 1);
    CHECK(in_team);
  }
}

TEST_CASE("the pulse beats on the calling thread while work goes on", "[run]") {
  const auto caller = std::this_thread::get_id();
  std::atomic<int> beats{0};
  std::atomic<bool> elsewhere{false};
  const auto work = [&](std::size_t, int) {
    while (beats < 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  const auto pulse = [&] {
    ++beats;
    if (std::this_thread::get_id() != caller) elsewhere = true;
  };
  run_team(1, 1, {work, no_help, pulse});
  CHECK(beats >= 3);
  CHECK_FALSE(elsewhere);
}

TEST_CASE("threads without a task help until all tasks are done", "[run]") {
  std::atomic<int> helped{0};
  const auto work = [&](std::size_t, int) {
    while (helped < 5) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  const auto help = [&](int) {
    ++helped;
    return true;
  };
  run_team(1, 3, {work, help, no_pulse});
  CHECK(helped >= 5);
}

TEST_CASE("no tasks are no work", "[run]") {
  const auto work = [](std::size_t, int) { FAIL("there is nothing to do"); };
  run_team(0, 3, {work, no_help, no_pulse});
}
