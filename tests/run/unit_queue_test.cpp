#include "mpietl/run/unit_queue.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include "support/catch.hpp"

using namespace mpietl;
using namespace std::chrono_literals;

namespace {

job::Unit unit_of(int index, double seconds) {
  job::Unit unit;
  auto& item = unit.items.emplace_back();
  item.index = index;
  item.estimated_seconds = seconds;
  return unit;
}

job::Unit part_of(const std::string& input, int index) {
  auto unit = unit_of(index, 1);
  unit.items.front().input = input;
  unit.items.front().duration_seconds = 1.0;
  return unit;
}

std::int64_t take_from(run::UnitQueue& queue, int thread) {
  const auto taken = queue.take(thread);
  return taken ? taken->unit.items.front().index : -1;
}

/// Whether the alarm has rung since the last call: then wait() returns at once.
bool has_rung(run::Alarm& alarm) {
  const Stopwatch watch;
  alarm.wait(200ms);
  return watch.seconds() < 0.2;
}

}  // namespace

TEST_CASE("units are taken in order, and the one a round later is announced", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(2, alarm);
  queue.push({unit_of(0, 1), unit_of(1, 1), unit_of(2, 1)});
  const auto first = queue.take(0);
  REQUIRE(first);
  CHECK(first->unit.items.front().index == 0);
  REQUIRE(first->ahead);
  CHECK(first->ahead->index == 2);
  CHECK(queue.take(1)->unit.items.front().index == 1);
  CHECK_FALSE(queue.take(0)->ahead);
  CHECK_FALSE(queue.take(1));
  CHECK_FALSE(queue.is_over());
  queue.close();
  CHECK(queue.is_over());
}

TEST_CASE("segments of one recording go to one thread, and others help at the end", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(2, alarm);
  queue.push({part_of("a", 0), part_of("a", 1), part_of("a", 2), part_of("a", 3), part_of("a", 4),
              part_of("b", 5), part_of("b", 6), unit_of(7, 1)});
  queue.close();
  CHECK(take_from(queue, 0) == 0);
  CHECK(take_from(queue, 1) == 5);
  CHECK(take_from(queue, 0) == 1);
  CHECK(take_from(queue, 1) == 6);
  CHECK(take_from(queue, 1) == 7);
  CHECK(take_from(queue, 1) == 3);
  CHECK(take_from(queue, 1) == 4);
  CHECK_FALSE(queue.is_over());
  CHECK(take_from(queue, 1) == 2);
  CHECK(queue.is_over());
  CHECK(take_from(queue, 0) == -1);
}

TEST_CASE("segments that a thread has taken but not begun are dropped, too", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(1, alarm);
  queue.push({part_of("a", 0), part_of("a", 1)});
  queue.take(0);
  queue.abandon();
  CHECK(queue.is_over());
  CHECK_FALSE(queue.take(0));
}

TEST_CASE("units that arrive after a drop are dropped, too", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(1, alarm);
  queue.push({unit_of(0, 1), unit_of(1, 1)});
  queue.take(0);
  queue.abandon();
  CHECK(queue.is_over());
  queue.push({unit_of(2, 1)});
  CHECK(queue.is_over());
  CHECK_FALSE(queue.take(0));
}

TEST_CASE("the work ahead is waiting units and the rest of current ones", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(2, alarm);
  queue.push({unit_of(0, 10), unit_of(1, 6)});
  CHECK(queue.ahead().waiting_seconds == Approx(16.0));
  CHECK(queue.ahead().left_seconds == std::vector{0.0, 0.0});
  queue.take(1);
  CHECK(queue.ahead().waiting_seconds == Approx(6.0));
  CHECK(queue.ahead().left_seconds[0] == 0.0);
  CHECK(queue.ahead().left_seconds[1] == Approx(10.0).margin(0.5));
}

TEST_CASE("the time of done units predicts that of others", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(1, alarm);
  queue.push({unit_of(0, 0.001), unit_of(1, 10), unit_of(2, 10)});
  queue.take(0);
  std::this_thread::sleep_for(20ms);
  CHECK(queue.ahead().left_seconds[0] < 0.0);
  queue.take(0);
  CHECK(queue.ahead().waiting_seconds > 100.0);
  CHECK(queue.ahead().left_seconds[0] > 100.0);
}

TEST_CASE("before any unit is done, a late one predicts the time of others", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(2, alarm);
  queue.push({unit_of(0, 0.001), unit_of(1, 10), unit_of(2, 10)});
  queue.take(0);
  queue.take(1);
  std::this_thread::sleep_for(20ms);
  CHECK(queue.ahead().waiting_seconds > 100.0);
}

TEST_CASE("the alarm rings once when work runs low, and again after more has come", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(1, alarm);
  queue.warn_below(5.0);
  queue.push({unit_of(0, 1), unit_of(1, 10), unit_of(2, 1)});
  CHECK_FALSE(has_rung(alarm));
  queue.take(0);
  CHECK_FALSE(has_rung(alarm));
  queue.take(0);
  CHECK(has_rung(alarm));
  queue.take(0);
  CHECK_FALSE(has_rung(alarm));
  queue.push({unit_of(3, 1)});
  queue.take(0);
  CHECK(has_rung(alarm));
}

TEST_CASE("a closed queue does not warn", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(1, alarm);
  queue.warn_below(5.0);
  queue.push({unit_of(0, 1)});
  queue.close();
  queue.take(0);
  CHECK_FALSE(has_rung(alarm));
}

TEST_CASE("threads that wait for units wake when units arrive", "[run]") {
  run::Alarm alarm;
  run::UnitQueue queue(1, alarm);
  std::thread later([&] {
    std::this_thread::sleep_for(20ms);
    queue.push({unit_of(0, 1)});
  });
  const Stopwatch watch;
  queue.wait_for(5s);
  CHECK(watch.seconds() < 2.0);
  CHECK(queue.take(0));
  later.join();
}
