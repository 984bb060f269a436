#include "report/child.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using mpietl::Error;
using mpietl::Reason;
using mpietl::report::ChildLimits;
using mpietl::report::PipeReader;
using mpietl::report::PipeWriter;
using mpietl::report::receive_from_child;

namespace {

constexpr ChildLimits limits{10, std::uint64_t{1} << 30U};

/// The error of a child that does `act` after it sent a number.
Error error_of(const std::function<void()>& act, const ChildLimits& most = limits) {
  try {
    receive_from_child(
        most,
        [&](PipeWriter& pipe) {
          pipe.put(1);
          act();
        },
        [](PipeReader& pipe) {
          int number = 0;
          pipe.get(number);
        });
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {Reason::internal, ""};
}

/// Not a loop without effect, which a compiler may take away.
void spin() {
  volatile unsigned count = 0;
  for (;;) count = count + 1;
}

}  // namespace

TEST_CASE("what a child sends arrives, however long it is") {
  const std::string sent(3'000'000, 'x');
  std::string text;
  double number = 0.0;
  receive_from_child(
      limits,
      [&](PipeWriter& pipe) {
        pipe.put(sent);
        pipe.put(0.5);
      },
      [&](PipeReader& pipe) {
        pipe.get(text);
        pipe.get(number);
      });
  CHECK(text == sent);
  CHECK(number == 0.5);
}

TEST_CASE("what a child throws is thrown here") {
  const auto error = error_of([] { throw Error(Reason::usage, "no such name", true); });
  CHECK(error.reason() == Reason::usage);
  CHECK(std::string(error.what()) == "no such name");
  CHECK(error.may_pass());
  CHECK(error_of([] { throw std::bad_alloc(); }).reason() == Reason::format);
  CHECK(error_of([] { throw std::runtime_error("odd"); }).reason() == Reason::internal);
}

TEST_CASE("a child that crashes, loops or ends harms nobody") {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) {
    const auto error = error_of([signal] { std::raise(signal); });
    CHECK(error.reason() == Reason::format);
    CHECK(std::string(error.what()).find("signal " + std::to_string(signal)) != std::string::npos);
  }
  CHECK(error_of([] { std::raise(SIGKILL); }).reason() == Reason::internal);
  CHECK(error_of([] { ::_exit(0); }).reason() == Reason::format);
  const auto error = error_of(spin, {1, limits.more_bytes});
  CHECK(std::string(error.what()).find("does not end") != std::string::npos);
}

TEST_CASE("a child hears no signal that is to stop the job") {
  int number = 0;
  receive_from_child(
      limits,
      [](PipeWriter& pipe) {
        for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2}) std::raise(signal);
        pipe.put(7);
      },
      [&](PipeReader& pipe) { pipe.get(number); });
  CHECK(number == 7);
}

TEST_CASE("who cannot take what comes ends the child, and none is left") {
  const auto receive = [](PipeReader&) { throw std::out_of_range("not this"); };
  const auto send = [](PipeWriter& pipe) {
    for (;;) pipe.put(1.0);
  };
  CHECK_THROWS_AS(receive_from_child(limits, send, receive), std::out_of_range);
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("a text whose size is wrong takes no memory") {
  const auto send = [](PipeWriter& pipe) { pipe.put(~std::uint64_t{0} >> 1U); };
  std::string text;
  CHECK_THROWS_AS(receive_from_child(limits, send, [&](PipeReader& pipe) { pipe.get(text); }),
                  Error);
  CHECK(text.size() <= 1U << 20U);
}
