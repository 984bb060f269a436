#include "run/command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using Catch::Contains;

namespace {

run::CommandEnd run_words(const std::vector<std::string>& words, std::optional<double> seconds = {},
                          const run::Stop& stop = {}) {
  return run::CommandRunner().run({.words = words}, {stop, seconds}, [] {});
}

run::CommandEnd run_shell(const std::string& text, std::optional<double> seconds = {}) {
  return run_words({"sh", "-c", text}, seconds);
}

pid_t written_process(const std::string& path) { return std::atoi(test::read_all(path).c_str()); }

bool is_gone(pid_t process) {
  for (int look = 0; look < 200; ++look) {
    // A killed grandchild stays until its new parent reaps it.
    const auto state = test::read_all("/proc/" + std::to_string(process) + "/stat");
    if (state.empty() || state.find(") Z") != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

TEST_CASE("a command's ending and resources are known", "[run][fork]") {
  const auto end = run_shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; exit 7");
  CHECK(run::exit_status_of(end.wait_status) == 7);
  CHECK(end.user_seconds > 0.0);
  CHECK(end.max_rss_bytes > 100'000);
  CHECK_FALSE(end.is_timed_out);
  CHECK(run::exit_status_of(run_words({"true"}).wait_status) == 0);
  CHECK(run::exit_status_of(run_shell("kill -SEGV $$").wait_status) == 128 + SIGSEGV);
}

TEST_CASE("a program that cannot be run is named", "[run][fork]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "plain", "no program");
  for (const auto& program : {std::string("no-such-program"), folder / "plain", folder.path()}) {
    try {
      run_words({program});
      FAIL("it ran");
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::command);
      CHECK_THAT(error.what(), Contains(program));
    }
  }
}

TEST_CASE("the end of a command's error output is kept", "[run][fork]") {
  CHECK(run_shell("echo lost; echo a >&2; echo b >&2").last_errors == "a\nb\n");
  const auto much = run_shell("seq 1 200000 >&2").last_errors;
  CHECK(much.size() == 2048);
  CHECK(much.ends_with("\n199999\n200000\n"));
}

TEST_CASE("the last lines of a text are joined into one", "[run]") {
  CHECK(run::last_lines("", 100).empty());
  CHECK(run::last_lines("one\n\ntwo  \n  \n", 100) == "one | two  ");
  CHECK(run::last_lines("1 %\r50 %\r100 %\nfailed", 100) == "1 % | 50 % | 100 % | failed");
  CHECK(run::last_lines("a long first line\nlast", 4) == "last");
  CHECK(run::last_lines("abcdef", 3) == "def");
}

TEST_CASE("a command has empty input, and signals as usual", "[run][fork]") {
  CHECK(run_shell("cat >&2").last_errors.empty());
  std::signal(SIGPIPE, SIG_IGN);
  const auto end = run_shell("kill -PIPE $$");
  std::signal(SIGPIPE, SIG_DFL);
  CHECK(run::exit_status_of(end.wait_status) == 128 + SIGPIPE);
}

TEST_CASE("a command does not inherit the launcher's variables", "[run][fork]") {
  ::setenv("OMPI_COMM_WORLD_RANK", "3", 1);
  ::setenv("MPIETL_TEST", "seen", 1);
  const run::CommandRunner runner;
  ::unsetenv("OMPI_COMM_WORLD_RANK");
  ::unsetenv("MPIETL_TEST");
  const run::Stop stop;
  const auto end = runner.run(
      {.words = {"sh", "-c", "echo ${OMPI_COMM_WORLD_RANK-none} $MPIETL_TEST >&2"}}, {stop}, [] {});
  CHECK(end.last_errors == "none seen\n");
}

TEST_CASE("a command that takes too long is killed with its children", "[run][fork]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "process";
  const auto text = GENERATE(as<std::string>(), "sleep 60 & echo $! >PATH; wait",
                             "timeout 60 sleep 60 & echo $! >PATH; wait",
                             "trap '' TERM; sleep 60 & echo $! >PATH; while :; do wait; done");
  CAPTURE(text);
  auto with_path = text;
  with_path.replace(text.find("PATH"), 4, path);
  const auto begin = std::chrono::steady_clock::now();
  const auto end = run_shell(with_path, 0.3);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  CHECK(end.is_timed_out);
  CHECK(WIFSIGNALED(end.wait_status));
  CHECK(is_gone(written_process(path)));
}

TEST_CASE("a command that uses too much memory is killed", "[run][fork]") {
  const run::Stop stop;
  // Without a newline, tail must keep everything.
  const auto* const text = "{ head -c 60000000 /dev/zero; sleep 60; } | tail";
  const auto end =
      run::CommandRunner().run({.words = {"sh", "-c", text}}, {stop, 30.0, 20'000'000}, [] {});
  CHECK(end.excess_bytes > 20'000'000);
  CHECK(WTERMSIG(end.wait_status) == SIGKILL);
  CHECK(run::CommandRunner().run({.words = {"true"}}, {stop, {}, 20'000'000}, [] {}).excess_bytes ==
        0);
}

TEST_CASE("a command that prints too much into a file is killed", "[run][fork]") {
  const run::Stop stop;
  const auto output = File::temporary();
  const run::CommandLimits limits{stop, 30.0, 0, 1'000'000};
  const auto end = run::CommandRunner().run(
      {.words = {"yes"}, .standard_output = output.descriptor()}, limits, [] {});
  CHECK(end.has_printed_too_much);
  CHECK(WTERMSIG(end.wait_status) == SIGKILL);
  CHECK_THAT(run::failure_of(end, limits), Contains("1.00 MB"));
}

TEST_CASE("processes that a command leaves in its group are killed", "[run][fork]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "process";
  CHECK(run_shell("sleep 60 & echo $! >" + path).wait_status == 0);
  CHECK(is_gone(written_process(path)));
}

TEST_CASE("a command is killed when its items are dropped", "[run][fork]") {
  run::Stop stop;
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    stop.abandon();
  });
  const auto end = run_words({"sleep", "60"}, {}, stop);
  CHECK(end.is_stopped);
  CHECK(WTERMSIG(end.wait_status) == SIGTERM);
}
