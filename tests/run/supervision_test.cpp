#include "mpietl/run/supervision.hpp"

#include <thread>

#include "support/catch.hpp"

using namespace mpietl;

namespace {

job::Item item(std::int64_t index) { return {index, "in/" + std::to_string(index), "", "", 100}; }

constexpr double ever = 1e6;

}  // namespace

TEST_CASE("an item without progress is reported once", "[run]") {
  run::Watch watch;
  const auto first = item(1);
  const auto second = item(2);
  const run::Watch::Entry one(watch, first);
  CHECK(watch.stalled(ever).empty());
  const auto told = watch.stalled(0.0);
  REQUIRE(told.size() == 1);
  CHECK(told.front().index == 1);
  CHECK(told.front().input == "in/1");
  CHECK(told.front().seconds >= 0.0);
  const run::Watch::Entry two(watch, second);
  const auto then = watch.stalled(0.0);
  REQUIRE(then.size() == 1);
  CHECK(then.front().index == 2);
  CHECK(watch.stalled(0.0).empty());
}

TEST_CASE("items are in flight from begin to end, the longest first", "[run]") {
  run::Watch watch;
  const auto first = item(1);
  const auto second = item(2);
  CHECK(watch.in_flight().empty());
  run::Watch::Entry one(watch, first);
  {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const run::Watch::Entry two(watch, second);
    CHECK(watch.in_flight().front().index == 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    one.progressed();
    REQUIRE(watch.in_flight().size() == 2);
    CHECK(watch.in_flight().front().index == 2);
  }
  REQUIRE(watch.in_flight().size() == 1);
  CHECK(watch.in_flight().front().index == 1);
}
