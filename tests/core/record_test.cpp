#include "mpietl/core/record.hpp"

#include <cmath>
#include <limits>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("statuses are converted to names and back", "[core]") {
  for (const auto status : {Status::done, Status::failed, Status::skipped, Status::dropped}) {
    CHECK(status_from(to_string(status)) == status);
  }
  CHECK_THROWS_AS(status_from("lost"), Error);
}

TEST_CASE("seconds are cut to a tick, below a nanosecond", "[core]") {
  CHECK(tick_seconds < 1e-9);
  CHECK(cut_to_tick(1.0) == 1.0);
  CHECK(cut_to_tick(0.75 * tick_seconds) == 0.0);
  CHECK(cut_to_tick(1234.5 * tick_seconds) == 1234.0 * tick_seconds);
  for (const double seconds : {0.1, 1e-6 / 3.0, 98765.4321}) {
    CHECK(cut_to_tick(seconds) <= seconds);
    CHECK(cut_to_tick(seconds) > seconds - tick_seconds);
    CHECK(std::fmod(cut_to_tick(seconds), tick_seconds) == 0.0);
  }
}

TEST_CASE("values that are not finite stay", "[core]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(std::isnan(cut_to_tick(not_measured)));
  CHECK(cut_to_tick(infinity) == infinity);
}

TEST_CASE("only the times of a record are cut to ticks", "[core]") {
  Record record;
  record.start = record.wait_seconds = record.estimated_seconds = record.rms_in = 1.0 / 3.0;
  cut_to_ticks(record);
  CHECK(record.rms_in == 1.0 / 3.0);
  CHECK(record.start == cut_to_tick(1.0 / 3.0));
  CHECK(record.wait_seconds == record.start);
  CHECK(record.estimated_seconds == record.start);
  CHECK(std::isnan(record.read_seconds));
}
