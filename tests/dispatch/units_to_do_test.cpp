#include "dispatch/units_to_do.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "dispatch/unit_costs.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

void add_part(job::ItemList& items, const std::string& recording, double start, double seconds) {
  items.add(recording, "u" + std::to_string(items.size()));
  if (seconds != 0.0) items.set_segment({start, seconds});
}

/// Two recordings whose parts of ten seconds stand in the list by turns, from the last to the
/// first; then a whole file, and a part to the end.
job::ItemList some_parts(int count) {
  job::ItemList items;
  items.begin_group({});
  for (int i = count - 1; i >= 0; --i) {
    add_part(items, "a.flac", 10.0 * i, 10.0);
    add_part(items, "b.flac", 10.0 * i, 10.0);
  }
  add_part(items, "c.flac", 0.0, 0.0);
  add_part(items, "a.flac", 10.0 * count, -1.0);
  return items;
}

std::vector<std::size_t> units_of(const dispatch::UnitsToDo& todo, std::size_t task) {
  std::vector<std::size_t> units;
  todo.for_each_unit({task}, [&](std::size_t unit) { units.push_back(unit); });
  return units;
}

}  // namespace

TEST_CASE("adjacent segments of a recording are one task", "[dispatch]") {
  const auto items = some_parts(120);
  const dispatch::UnitList list(items);
  const dispatch::UnitsToDo todo(list, std::nullopt, 2);
  // 2400 s for two threads: 150 s for each of 16 tasks, rounded up to minutes.
  CHECK(todo.size() == 14 + 2);
  CHECK(todo.units() == items.size());
  std::vector<std::size_t> all;
  for (std::size_t task = 0; task < todo.size(); ++task) {
    const auto units = units_of(todo, task);
    CHECK(todo.first_unit({task}) == units.front());
    CHECK(todo.rows({task}) == units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
      CHECK(todo.task(units[i]) == schedule::TaskId{task});
      if (i == 0) continue;
      CHECK(items.input(units[i]) == items.input(units[i - 1]));
      CHECK(items.segment(units[i]).offset_seconds ==
            items.segment(units[i - 1]).offset_seconds + 10.0);
    }
    all.insert(all.end(), units.begin(), units.end());
  }
  std::ranges::sort(all);
  std::vector<std::size_t> expected(items.size());
  std::iota(expected.begin(), expected.end(), 0);
  CHECK(all == expected);
}

TEST_CASE("tasks of parts are no shorter than a minute, and no longer than ten", "[dispatch]") {
  const auto longest = [](int parts, int threads) {
    const auto items = some_parts(parts);
    const dispatch::UnitList list(items);
    const dispatch::UnitsToDo todo(list, std::nullopt, threads);
    std::size_t rows = 0;
    for (std::size_t i = 0; i < todo.size(); ++i) rows = std::max(rows, todo.rows({i}));
    return rows;
  };
  CHECK(longest(100, 1000) == 6);
  CHECK(longest(2000, 2) == 60);
  CHECK(longest(2000, 1) == 360);
}

TEST_CASE("tasks of parts begin where decoding starts anew", "[dispatch]") {
  job::ItemList items;
  items.begin_group({});
  for (int i = 0; i < 300; ++i) add_part(items, "a.m4a", 7.0 * i, 7.0);
  const dispatch::UnitList list(items);
  const dispatch::UnitsToDo todo(list, std::nullopt, 4);
  CHECK(todo.size() > 8);
  for (std::size_t task = 1; task < todo.size(); ++task) {
    const auto start = items.segment(todo.first_unit({task})).offset_seconds;
    CHECK(std::fmod(start, 60.0) < 7.0);
  }
}

TEST_CASE("only the remaining segments form tasks", "[dispatch]") {
  const auto items = some_parts(4);
  const dispatch::UnitList list(items);
  const dispatch::UnitsToDo todo(list, std::vector<std::size_t>{1, 4, 6, 8}, 1);
  REQUIRE(todo.size() == 3);
  CHECK(units_of(todo, 0) == std::vector<std::size_t>{1});
  CHECK(units_of(todo, 1) == std::vector<std::size_t>{6, 4});
  CHECK(units_of(todo, 2) == std::vector<std::size_t>{8});
  CHECK(dispatch::item_count(todo) == 4);
}

TEST_CASE("complete files are a task each", "[dispatch]") {
  job::ItemList items;
  items.begin_group({});
  for (int i = 0; i < 5; ++i) add_part(items, "a" + std::to_string(i), 0.0, 0.0);
  const dispatch::UnitList list(items);
  const dispatch::UnitsToDo all(list, std::nullopt, 1);
  CHECK(all.size() == 5);
  CHECK(units_of(all, 3) == std::vector<std::size_t>{3});
  const dispatch::UnitsToDo some(list, std::vector<std::size_t>{1, 4}, 1);
  CHECK(some.size() == 2);
  CHECK(units_of(some, 1) == std::vector<std::size_t>{4});
  CHECK(some.task(4) == schedule::TaskId{1});
}
