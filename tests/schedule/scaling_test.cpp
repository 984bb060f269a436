#include "mpietl/schedule/scaling.hpp"

#include <set>

#include "support/catch.hpp"

using namespace mpietl::schedule;

namespace {

std::vector<KnownTask> known_tasks(std::size_t count, double seconds) {
  std::vector<KnownTask> tasks;
  for (std::size_t i = 0; i < count; ++i) {
    const double factor = 0.5 + static_cast<double>(i) / static_cast<double>(count);
    tasks.push_back({{i % 2, 1e5 * factor}, seconds * factor, false});
  }
  return tasks;
}

ScalingPoint point_of(std::span<const KnownTask> known, std::size_t tasks, std::size_t ranks,
                      double serial_seconds = 0.0) {
  const Policy policy{true, 0, std::vector<int>(ranks, 1)};
  return {ranks, tasks, simulate(draw(known, tasks), policy, MachineCosts{}), serial_seconds};
}

}  // namespace

TEST_CASE("when as many tasks are drawn as are known, each is drawn once", "[schedule]") {
  const auto known = known_tasks(50, 0.1);
  const auto work = draw(known, 50);
  CHECK(work.tasks.count == 50);
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(work.thread_seconds(i) == known[i].thread_seconds);
    CHECK(work.tasks.at(i).size == known[i].task.size);
    CHECK(work.tasks.at(i).kind == known[i].task.kind);
  }
  CHECK(work.tasks.priors.size() == 2);
}

TEST_CASE("more tasks are drawn evenly, always the same", "[schedule]") {
  const auto known = known_tasks(50, 0.1);
  const auto work = draw(known, 100'000);
  std::multiset<double> sizes;
  double seconds = 0.0;
  for (std::size_t i = 0; i < work.tasks.count; ++i) {
    sizes.insert(work.tasks.at(i).size);
    seconds += work.thread_seconds(i);
  }
  double known_seconds = 0.0;
  for (const auto& task : known) {
    CHECK(sizes.count(task.task.size) == Approx(2000).epsilon(0.15));
    known_seconds += task.thread_seconds;
  }
  CHECK(seconds == Approx(2000.0 * known_seconds).epsilon(0.02));
  CHECK(draw(known, 100'000).thread_seconds(99'999) == work.thread_seconds(99'999));
}

TEST_CASE("a known task that stalled does not make all of its size slow", "[schedule]") {
  auto known = known_tasks(50, 0.1);
  known[7].thread_seconds *= 1000.0;
  const auto work = draw(known, 100'000);
  std::size_t slow = 0;
  std::size_t same_size = 0;
  std::size_t slow_of_size = 0;
  for (std::size_t i = 0; i < work.tasks.count; ++i) {
    const bool is_slow = work.thread_seconds(i) > 10.0;
    const bool has_size = work.tasks.at(i).size == known[7].task.size;
    slow += is_slow ? 1 : 0;
    same_size += has_size ? 1 : 0;
    slow_of_size += is_slow && has_size ? 1 : 0;
  }
  CHECK(slow > 500);
  CHECK(slow_of_size < same_size / 10);
}

TEST_CASE("tasks that cost nothing can be drawn", "[schedule]") {
  const std::vector<KnownTask> known{{{0, 0.0}, 0.0, false}};
  CHECK(draw(known, 3).tasks.priors[0].seconds_per_task > 0.0);
  CHECK(point_of(known, 100, 4).work.busy_seconds == 0.0);
}

TEST_CASE("the serial part limits the speed-up, as Amdahl says", "[schedule]") {
  const auto known = known_tasks(1000, 0.1);
  const auto point = point_of(known, 1000, 10, 10.0);
  CHECK(point.wall_seconds() == Approx(20.0).epsilon(0.03));
  CHECK(point.speed_up() == Approx(110.0 / 20.0).epsilon(0.03));
  CHECK(point.efficiency() == Approx(0.5).epsilon(0.03));
  CHECK(point.idle_seconds() == Approx(100.0).epsilon(0.05));
}

TEST_CASE("serial parts grow with the number of items, but for their first millisecond",
          "[schedule]") {
  CHECK(scale_serial(1e-3, 10, 1'000'000) == Approx(1e-3));
  CHECK(scale_serial(1.001, 1000, 1000) == Approx(1.001));
  CHECK(scale_serial(1.001, 1000, 100'000) == Approx(100.001));
  CHECK(scale_serial(0.0, 1, 100) == 0.0);
}

TEST_CASE("the limit of scaling is identified", "[schedule]") {
  const auto known = known_tasks(1000, 0.1);
  CHECK(bottleneck_of(point_of(known, 1000, 64, 60.0)) == Bottleneck::serial);
  CHECK(bottleneck_of(point_of(known, 300, 256)) == Bottleneck::few_tasks);
  auto skewed = known;
  skewed[500].thread_seconds = 50.0;
  CHECK(bottleneck_of(point_of(skewed, 1000, 64)) == Bottleneck::longest_task);
  const auto tiny = known_tasks(1000, 1e-4);
  CHECK(bottleneck_of(point_of(tiny, 100'000, 4096)) == Bottleneck::root);
}

TEST_CASE("the smallest job that ends in time with a margin is the one to take", "[schedule]") {
  const auto known = known_tasks(1000, 0.1);
  std::vector<ScalingPoint> points;
  for (const std::size_t ranks : std::vector<std::size_t>{1, 2, 4, 8})
    points.push_back(point_of(known, 1000, ranks));
  CHECK(recommend(points, 126.0) == 0);
  CHECK(recommend(points, 124.0) == 1);
  CHECK(recommend(points, 33.0) == 2);
  CHECK_FALSE(recommend(points, 10.0));
}

TEST_CASE("without a limit the largest job of good efficiency is the one to take", "[schedule]") {
  const auto known = known_tasks(1000, 0.1);
  std::vector<ScalingPoint> points;
  for (const std::size_t ranks : std::vector<std::size_t>{1, 4, 16, 3000})
    points.push_back(point_of(known, 1000, ranks));
  CHECK(recommend(points, {}) == 2);
  CHECK_FALSE(recommend({}, {}));
}
