#include "mpietl/dispatch/stop_signals.hpp"

#include <csignal>

#include "support/catch.hpp"

using namespace mpietl::dispatch;

TEST_CASE("each signal requests a stop, and earlier handlers are restored", "[dispatch]") {
  for (const int number : StopSignals::numbers) {
    const auto before = std::signal(number, SIG_IGN);
    std::signal(number, number == SIGHUP ? SIG_DFL : SIG_IGN);
    {
      const StopSignals signals;
      CHECK(stop_signal() == 0);
      REQUIRE(std::raise(number) == 0);
      CHECK(stop_signal() == number);
      CHECK_THAT(signal_name(number), Catch::StartsWith("SIG"));
    }
    CHECK(std::signal(number, before) == (number == SIGHUP ? SIG_DFL : SIG_IGN));
  }
}

TEST_CASE("the end of a connection is ignored where it was, and else as urgent as SIGTERM",
          "[dispatch]") {
  CHECK(is_urgent(SIGHUP) == is_urgent(SIGTERM));
  CHECK_FALSE(is_urgent(SIGUSR1));
  const auto before = std::signal(SIGHUP, SIG_IGN);
  {
    const StopSignals signals;
    REQUIRE(std::raise(SIGHUP) == 0);
    CHECK(stop_signal() == 0);
  }
  CHECK(std::signal(SIGHUP, before) == SIG_IGN);
}
