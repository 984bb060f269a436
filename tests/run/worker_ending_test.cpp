#include "run/worker_ending.hpp"

#include <sys/wait.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "job/refusal.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/run/worker_team.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

job::Unit unit_of(std::int64_t index) {
  job::Unit unit;
  unit.items.emplace_back().index = index;
  return unit;
}

void put(run::Activity& thread, std::int64_t item, run::Step step) {
  thread.item = item;
  thread.step = step;
}

const std::vector<audio::TransformSpec> chain{{"normalize", {}}, {"clip", {}}};

}  // namespace

TEST_CASE("a crash in a transform names it", "[run]") {
  std::array<run::Activity, 1> threads;
  put(threads[0], 7, run::Step::transform);
  CHECK(test::names(run::where(threads, unit_of(7), chain), {"transforming"}));
  threads[0].transform = 1;
  CHECK(test::names(run::where(threads, unit_of(7), chain), {"transforming (clip)"}));
}

TEST_CASE("the ending of a process names its signal", "[run]") {
  CHECK(run::ending_text(SIGSEGV) == "SIGSEGV");
  CHECK(run::ending_text(W_EXITCODE(3, 0)) == "exit status 3");
}

TEST_CASE("the step of a thread is reported for its current item", "[run]") {
  std::array<run::Activity, 3> threads;
  CHECK(run::where(threads, unit_of(7), chain).empty());
  put(threads[0], 7, run::Step::read);
  threads[0].show_decoder("decoder 1.0");
  CHECK(test::names(run::where(threads, unit_of(7), chain), {"reading", "decoder 1.0"}));
  CHECK(run::where(threads, unit_of(8), chain).empty());
  put(threads[0], 7, run::Step::write);
  CHECK(run::where(threads, unit_of(7), chain).find("decoder") == std::string::npos);
}

TEST_CASE("a thread that waits for one that helps it is not named", "[run]") {
  std::array<run::Activity, 2> threads;
  put(threads[0], 7, run::Step::wait);
  put(threads[1], 7, run::Step::transform);
  CHECK(test::names(run::where(threads, unit_of(7), chain), {"transforming"}));
}

TEST_CASE("a decoder's long name is shortened", "[run]") {
  run::Activity thread;
  thread.show_decoder(std::string(1000, 'x'));
  CHECK(std::string(thread.decoder.data()) == std::string(thread.decoder.size() - 1, 'x'));
}

TEST_CASE("a crash is reported by signal, and too much memory by numbers", "[run]") {
  const auto crash = run::blame({.wait_status = SIGABRT}, " there", 0);
  CHECK(crash.reason() == Reason::crash);
  CHECK(test::names(crash.what(), {"SIGABRT", "there"}));
  const auto memory = run::blame({.wait_status = W_EXITCODE(1, 0), .excess_bytes = 700'000'000},
                                 " there", 500'000'000);
  CHECK(memory.reason() == Reason::memory);
  CHECK(test::names(memory.what(), {"--memory-limit", "500 MB", "700 MB", "there"}));
}
