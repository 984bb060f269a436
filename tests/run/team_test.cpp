#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include "mpietl/run/local_team.hpp"
#include "run/process_all.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace std::chrono_literals;

namespace {

std::vector<job::Unit> numbered(int first, int count) {
  std::vector<job::Unit> units(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    units[static_cast<std::size_t>(i)].items.emplace_back().index = first + i;
  }
  return units;
}

Record done(const job::Item& item) {
  Record record;
  record.index = item.index;
  record.status = Status::done;
  return record;
}

/// Work that is two functions.
class TestWork : public run::ItemWork {
 public:
  explicit TestWork(
      Process process, std::function<bool()> help = [] { return false; })
      : ItemWork(std::move(process)), help_(std::move(help)) {}

  bool help(run::Workspace& /*workspace*/) noexcept override { return help_(); }

 private:
  std::function<bool()> help_;
};

/// A team without supervision.
struct TestTeam : private run::Supervision, private run::Counters, public run::LocalTeam {
  TestTeam(int threads, run::Work& work) : LocalTeam(threads, work, *this, *this) {}
};

}  // namespace

TEST_CASE("each item is done once, by threads of the team", "[run]") {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::atomic<int>> times(100);
    std::atomic<bool> in_team{true};
    TestWork work([&](const job::Item& item, run::Workspace& workspace) {
      times[static_cast<std::size_t>(item.index)].fetch_add(1);
      if (workspace.thread < 0 || workspace.thread >= threads) in_team = false;
      return done(item);
    });
    TestTeam team(threads, work);
    team.push(numbered(0, 100));
    test::finish(team);
    for (const auto& each : times) CHECK(each == 1);
    CHECK(in_team);
    CHECK(team.take_records().size() == 100);
  }
}

TEST_CASE("units that arrive while the team works are done, too", "[run]") {
  for (const int threads : {1, 3}) {
    std::atomic<int> count{0};
    TestWork work([&](const job::Item& item, run::Workspace&) {
      ++count;
      return done(item);
    });
    TestTeam team(threads, work);
    for (int pushed = 0; pushed < 50; pushed += 5) {
      team.push(numbered(pushed, 5));
      team.wait(300us);
    }
    test::finish(team);
    CHECK(count == 50);
  }
}

TEST_CASE("the items of a unit are done in order, by one thread", "[run]") {
  TestWork work([](const job::Item& item, run::Workspace& workspace) {
    auto record = done(item);
    record.thread = workspace.thread;
    return record;
  });
  TestTeam team(4, work);
  std::vector<job::Unit> units(20);
  for (int i = 0; i < 200; ++i) {
    units[static_cast<std::size_t>(i / 10)].items.emplace_back().index = i;
  }
  team.push(std::move(units));
  test::finish(team);
  const auto records = team.take_records();
  REQUIRE(records.size() == 200);
  for (std::size_t i = 0; i < records.size(); ++i) {
    CHECK(records[i].index % 10 == static_cast<int>(i % 10));
    CHECK(records[i].thread == records[i - i % 10].thread);
  }
}

TEST_CASE("threads without a unit help until all units are done", "[run]") {
  std::atomic<int> helped{0};
  TestWork work(
      [&](const job::Item& item, run::Workspace&) {
        while (helped < 5) std::this_thread::sleep_for(1ms);
        return done(item);
      },
      [&] {
        ++helped;
        return true;
      });
  TestTeam team(3, work);
  team.push(numbered(0, 1));
  test::finish(team);
  CHECK(helped >= 5);
}

TEST_CASE("a team without units ends", "[run]") {
  TestWork work([](const job::Item& item, run::Workspace&) { return done(item); });
  TestTeam team(3, work);
  test::finish(team);
  CHECK(team.take_records().empty());
}

TEST_CASE("a team that is destroyed finishes only what was begun", "[run]") {
  std::atomic<int> count{0};
  TestWork work([&](const job::Item& item, run::Workspace&) {
    std::this_thread::sleep_for(5ms);
    ++count;
    return done(item);
  });
  {
    TestTeam team(2, work);
    team.push(numbered(0, 1000));
    team.wait(20ms);
  }
  CHECK(count < 1000);
}
