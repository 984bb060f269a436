#include "mpietl/run/team.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace mpietl;
using namespace std::chrono_literals;

namespace {

std::vector<job::Item> numbered(int first, int count) {
  std::vector<job::Item> items(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) items[static_cast<std::size_t>(i)].index = first + i;
  return items;
}

/// A queue with its alarm.
struct Queue {
  explicit Queue(int threads) : items(threads, alarm) {}

  run::Alarm alarm;
  run::ItemQueue items;
};

run::TeamWork team_of(std::function<void(const job::Item&, int)> work) {
  return {.work = std::move(work),
          .soon = [](const job::Item&, int) {},
          .help = [](int) { return false; },
          .pulse = [] { return std::chrono::microseconds(1000); }};
}

}  // namespace

TEST_CASE("each item is done once, by threads of the team", "[run]") {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::atomic<int>> done(100);
    std::atomic<bool> in_team{true};
    Queue queue(threads);
    queue.items.push(numbered(0, 100));
    queue.items.close();
    run_team(queue.items, queue.alarm, team_of([&](const job::Item& item, int thread) {
               done[static_cast<std::size_t>(item.index)].fetch_add(1);
               if (thread < 0 || thread >= threads) in_team = false;
             }));
    for (const auto& each : done) CHECK(each == 1);
    CHECK(in_team);
  }
}

TEST_CASE("items that come while the team works are done too", "[run]") {
  for (const int threads : {1, 3}) {
    Queue queue(threads);
    std::atomic<int> done{0};
    auto team = team_of([&](const job::Item&, int) { ++done; });
    int pushed = 0;
    team.pulse = [&] {
      if (pushed < 50) {
        queue.items.push(numbered(pushed, 5));
        pushed += 5;
      } else {
        queue.items.close();
      }
      return std::chrono::microseconds(300);
    };
    run_team(queue.items, queue.alarm, team);
    CHECK(done == 50);
  }
}

TEST_CASE("the pulse beats on the calling thread while work goes on", "[run]") {
  const auto caller = std::this_thread::get_id();
  std::atomic<int> beats{0};
  std::atomic<bool> elsewhere{false};
  Queue queue(1);
  queue.items.push(numbered(0, 1));
  queue.items.close();
  auto team = team_of([&](const job::Item&, int) {
    while (beats < 3) std::this_thread::sleep_for(1ms);
  });
  team.pulse = [&] {
    ++beats;
    if (std::this_thread::get_id() != caller) elsewhere = true;
    return std::chrono::microseconds(1000);
  };
  run_team(queue.items, queue.alarm, team);
  CHECK(beats >= 3);
  CHECK_FALSE(elsewhere);
}

TEST_CASE("threads without an item help until all items are done", "[run]") {
  std::atomic<int> helped{0};
  Queue queue(3);
  queue.items.push(numbered(0, 1));
  queue.items.close();
  auto team = team_of([&](const job::Item&, int) {
    while (helped < 5) std::this_thread::sleep_for(1ms);
  });
  team.help = [&](int) {
    ++helped;
    return true;
  };
  run_team(queue.items, queue.alarm, team);
  CHECK(helped >= 5);
}

TEST_CASE("no items are no work", "[run]") {
  Queue queue(3);
  queue.items.close();
  run_team(queue.items, queue.alarm,
           team_of([](const job::Item&, int) { FAIL("there is nothing to do"); }));
}

TEST_CASE("a pulse that throws ends the team", "[run]") {
  Queue queue(2);
  queue.items.push(numbered(0, 1000));
  std::atomic<int> done{0};
  auto team = team_of([&](const job::Item&, int) {
    std::this_thread::sleep_for(5ms);
    ++done;
  });
  team.pulse = []() -> std::chrono::microseconds { throw std::runtime_error("no memory"); };
  CHECK_THROWS(run_team(queue.items, queue.alarm, team));
  CHECK(done < 100);
}
