#include "mpietl/dispatch/distribute.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>
#include <vector>

#include "dispatch/trial.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/dispatch/stop_signals.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace std::chrono_literals;
using test::count;
using test::items_of;

namespace {

const test::Trial shapes[] = {{.ranks = 1},
                              {.ranks = 1, .threads = 3},
                              {.ranks = 3, .threads = 2},
                              {.ranks = 3, .dealing = {false, 0}},
                              {.ranks = 5, .dealing = {true, 1}},
                              {.ranks = 4, .threads = 2, .dealing = {true, 7}}};

}  // namespace

TEST_CASE("each item is done once, and its record is in its row", "[dispatch]") {
  const auto items = items_of(500);
  for (const auto& shape : shapes) {
    std::vector<std::atomic<int>> times(items.size());
    const auto outcome = test::distribute(dispatch::UnitList(items), shape,
                                          [&](const job::Item& item, int rank, auto&) {
                                            ++times[static_cast<std::size_t>(item.index)];
                                            // One rank is sometimes late.
                                            if (rank == 1 && item.index % 16 == 0)
                                              std::this_thread::sleep_for(2ms);
                                            return Status::done;
                                          });
    CHECK(count(outcome, Status::done) == items.size());
    CHECK(outcome.stop_reason.empty());
    std::int64_t done = 0;
    for (const auto& rank : outcome.ranks) done += rank.items;
    CHECK(done == 500);
    for (const auto& each : times) CHECK(each == 1);
  }
}

TEST_CASE("a slow rank gets less", "[dispatch]") {
  const auto items = items_of(400);
  const auto outcome = test::distribute(dispatch::UnitList(items), {.ranks = 2},
                                        [](const job::Item&, int rank, auto&) {
                                          std::this_thread::sleep_for(rank == 1 ? 4ms : 500us);
                                          return Status::done;
                                        });
  REQUIRE(outcome.ranks.size() == 2);
  CHECK(outcome.ranks[1].items < outcome.ranks[0].items);
  CHECK(outcome.ranks[0].items + outcome.ranks[1].items == 400);
}

TEST_CASE("records of a shard go to the rows of their places", "[dispatch]") {
  auto items = items_of(90);
  std::vector<std::size_t> rows;
  for (std::size_t row = 1; row < 90; row += 3) rows.push_back(row);
  items.keep_only(rows);
  const auto outcome = test::distribute(
      dispatch::UnitList(items), {.ranks = 3}, [](const job::Item& item, int, auto&) {
        return item.index % 2 == 0 ? Status::failed : Status::done;
      });
  REQUIRE(outcome.records.size() == rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto expected = rows[row] % 2 == 0 ? Status::failed : Status::done;
    CHECK(outcome.records[row].status == expected);
  }
}

TEST_CASE("too many failed items stop all ranks, and the rest is skipped", "[dispatch]") {
  const auto items = items_of(3000);
  for (const int ranks : {1, 3}) {
    const auto outcome =
        test::distribute(dispatch::UnitList(items), {.ranks = ranks, .limits = {.max_failed = 4}},
                         [](const job::Item& item, int, auto&) {
                           std::this_thread::sleep_for(1ms);
                           return item.index % 10 == 0 ? Status::failed : Status::done;
                         });
    CHECK_THAT(outcome.stop_reason, Catch::Contains("failed"));
    CHECK(count(outcome, Status::failed) > 4);
    CHECK(count(outcome, Status::skipped) > 1000);
  }
}

TEST_CASE("the time limit stops all ranks", "[dispatch]") {
  const auto items = items_of(3000);
  const auto outcome =
      test::distribute(dispatch::UnitList(items), {.ranks = 3, .limits = {.seconds = 1.2}},
                       [](const job::Item&, int, auto&) {
                         std::this_thread::sleep_for(5ms);
                         return Status::done;
                       });
  CHECK_THAT(outcome.stop_reason, Catch::Contains("time limit"));
  CHECK(count(outcome, Status::done) > 0);
  CHECK(count(outcome, Status::skipped) > 0);
  CHECK(outcome.phases.back().end < 3.0);
}

TEST_CASE("a failing disk on one rank stops all ranks", "[dispatch]") {
  const auto items = items_of(2000);
  const auto outcome = test::distribute(dispatch::UnitList(items), {.ranks = 4},
                                        [](const job::Item& item, int rank, auto& supervision) {
                                          std::this_thread::sleep_for(1ms);
                                          if (rank != 2) return Status::done;
                                          supervision.host_failure.note(
                                              Error(Reason::no_space, "the disk is full"), item);
                                          return Status::skipped;
                                        });
  CHECK_THAT(outcome.stop_reason, Catch::Contains("the disk is full"));
  CHECK_THAT(outcome.stop_reason, Catch::Contains("rank 2"));
  CHECK(count(outcome, Status::skipped) > 0);
}

TEST_CASE("requests to stop that cross with grants lose no record", "[dispatch]") {
  std::mt19937 random(7);
  const auto items = items_of(800);
  for (int round = 0; round < 20; ++round) {
    const auto last = static_cast<std::int64_t>(random() % items.size());
    std::atomic<std::size_t> done{0};
    const auto outcome = test::distribute(
        dispatch::UnitList(items), {.ranks = 4, .threads = 2, .dealing = {true, 3}},
        [&](const job::Item& item, int, auto& supervision) {
          if (item.index == last) {
            supervision.host_failure.note(Error(Reason::host, "gone"), item);
            return Status::skipped;
          }
          ++done;
          return Status::done;
        });
    CHECK(count(outcome, Status::done) == done);
    CHECK(count(outcome, Status::done) + count(outcome, Status::skipped) == items.size());
  }
}

TEST_CASE("a signal stops all ranks of its process", "[dispatch]") {
  const dispatch::StopSignals signals;
  const auto items = items_of(2000);
  std::atomic<int> begun{0};
  const auto outcome =
      test::distribute(dispatch::UnitList(items), {.ranks = 3}, [&](const job::Item&, int, auto&) {
        if (++begun == 30) std::raise(SIGUSR1);
        std::this_thread::sleep_for(1ms);
        return Status::done;
      });
  CHECK_THAT(outcome.stop_reason, Catch::StartsWith("SIGUSR1"));
  CHECK(count(outcome, Status::done) < 2000);
}

TEST_CASE("kept items are not repeated, and attempts are counted on", "[dispatch]") {
  const auto items = items_of(100);
  for (const int ranks : {1, 3}) {
    dispatch::ResumeState resume;
    resume.records = RecordTable(items.size());
    resume.units.emplace();
    Record kept;
    kept.status = Status::done;
    kept.run = 7;
    for (std::size_t row = 0; row < items.size(); ++row) {
      if (row % 4 == 0) {
        resume.units->push_back(row);
        resume.attempts[row] = 3;
      } else {
        resume.records.set(row, kept);
      }
    }
    std::atomic<int> begun{0};
    std::atomic<bool> all_counted{true};
    const auto outcome =
        test::distribute(dispatch::UnitList(items), {.ranks = ranks, .resume = resume},
                         [&](const job::Item& item, int, auto&) {
                           ++begun;
                           if (item.earlier_attempts != 3) all_counted = false;
                           return Status::done;
                         });
    CHECK(begun == 25);
    CHECK(all_counted);
    CHECK(count(outcome, Status::done) == 100);
    for (std::size_t row = 0; row < items.size(); ++row) {
      CHECK((outcome.records[row].run == 7) == (row % 4 != 0));
    }
  }
}

TEST_CASE("units of several items are granted, done and recorded as one", "[dispatch]") {
  const auto items = items_of(95);
  const job::Units units(95, 10, std::vector<std::string>(10, "shard"));
  for (const int ranks : {1, 3}) {
    std::vector<int> rank_of(items.size());
    const auto outcome =
        test::distribute(dispatch::UnitList(items, units), {.ranks = ranks, .dealing = {true, 1}},
                         [&](const job::Item& item, int rank, auto&) {
                           rank_of[static_cast<std::size_t>(item.index)] = rank;
                           std::this_thread::sleep_for(200us);
                           return Status::done;
                         });
    CHECK(count(outcome, Status::done) == items.size());
    for (std::size_t row = 0; row < items.size(); ++row) {
      CHECK(rank_of[row] == rank_of[row - row % 10]);
    }
  }
}

TEST_CASE("the shares of ranks contain all items", "[dispatch]") {
  const auto items = items_of(95);
  const job::Units units(95, 10, std::vector<std::string>(10, "shard"));
  const auto shares = dispatch::static_shares(dispatch::UnitList(items, units), {1, 1, 1});
  REQUIRE(shares.size() == 3);
  std::size_t sum = 0;
  for (const auto& share : shares) {
    CHECK(share.bytes == static_cast<std::int64_t>(100 * share.items));
    sum += share.items;
  }
  CHECK(sum == 95);
}
