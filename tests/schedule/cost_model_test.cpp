#include "mpietl/schedule/cost_model.hpp"

#include <random>

#include "support/catch.hpp"

using namespace mpietl::schedule;

namespace {

constexpr LinearCost prior{1e-8, 1e-4};
constexpr LinearCost truth{3e-9, 2e-3};

class Teacher {
 public:
  explicit Teacher(unsigned seed) : random_(seed) {}

  double size() { return size_(random_); }
  /// Multiplies by 0.7 to 1.3.
  double noise() { return std::uniform_real_distribution(0.7, 1.3)(random_); }

  void teach(CostModel& model, const LinearCost& line, int tasks, int outlier_each = 0) {
    for (int i = 1; i <= tasks; ++i) {
      const double x = size();
      const bool is_outlier = outlier_each > 0 && i % outlier_each == 0;
      model.learn(0, x, line.of(x) * noise() * (is_outlier ? 1000.0 : 1.0));
    }
  }

 private:
  std::mt19937 random_;
  std::lognormal_distribution<double> size_{13.0, 1.5};
};

}  // namespace

TEST_CASE("before the first task the prior holds", "[schedule]") {
  const CostModel model({prior, truth});
  CHECK(model.kinds() == 2);
  CHECK(model.estimate(0, 1e6) == Approx(prior.of(1e6)));
  CHECK(model.estimate(1, 1e6) == Approx(truth.of(1e6)));
}

TEST_CASE("a line is learnt in spite of noise", "[schedule]") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CostModel model({prior});
    Teacher(seed).teach(model, truth, 1000);
    for (const double size : {1e4, 1e5, 1e6, 1e7, 1e8}) {
      CHECK(model.estimate(0, size) == Approx(truth.of(size)).epsilon(0.25));
    }
  }
}

TEST_CASE("a few tasks scale the prior", "[schedule]") {
  CostModel model({prior});
  for (int i = 0; i < 5; ++i) model.learn(0, 1e6, 7.0 * prior.of(1e6));
  CHECK(model.estimate(0, 1e6) == Approx(7.0 * prior.of(1e6)));
  CHECK(model.estimate(0, 1e3) == Approx(7.0 * prior.of(1e3)));
}

TEST_CASE("tasks of one size scale the prior, too", "[schedule]") {
  CostModel model({prior});
  for (int i = 0; i < 1000; ++i) model.learn(0, 1e6, 0.2 * prior.of(1e6));
  CHECK(model.estimate(0, 1e6) == Approx(0.2 * prior.of(1e6)));
  CHECK(model.estimate(0, 1e7) == Approx(0.2 * prior.of(1e7)));
}

TEST_CASE("tasks without a size scale the prior, too", "[schedule]") {
  CostModel model({prior});
  for (int i = 0; i < 100; ++i) model.learn(0, 0.0, 2.0 * prior.of(0.0));
  CHECK(model.estimate(0, 0.0) == Approx(2.0 * prior.of(0.0)));
  CHECK(model.estimate(0, 1e6) == Approx(2.0 * prior.of(1e6)));
}

TEST_CASE("one task that was stopped does not spoil the line", "[schedule]") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CostModel model({prior});
    Teacher(seed).teach(model, truth, 2000, 200);
    // Each is believed to be at most 8 times as long, so that one of 200 adds 3.5 percent.
    for (const double size : {1e5, 1e6, 1e7}) {
      CHECK(model.estimate(0, size) == Approx(truth.of(size)).epsilon(0.35));
    }
  }
}

TEST_CASE("no line falls, nor is it below zero", "[schedule]") {
  CostModel falling({prior});
  CostModel steep({prior});
  for (int i = 1; i <= 200; ++i) {
    falling.learn(0, 1e4 * i, 1.0 / i);
    steep.learn(0, 1e4 * i, 1e-6 * i * i);
  }
  for (const auto* model : {&falling, &steep}) {
    CHECK(model->line(0).seconds_per_unit >= 0.0);
    CHECK(model->line(0).seconds_per_task >= 0.0);
    CHECK(model->estimate(0, 1e6) > 0.0);
  }
}

TEST_CASE("a disk that gets slow is noticed", "[schedule]") {
  CostModel model({prior});
  Teacher teacher(3);
  teacher.teach(model, truth, 20000);
  teacher.teach(model, {5.0 * truth.seconds_per_unit, 5.0 * truth.seconds_per_task}, 20000);
  CHECK(model.estimate(0, 1e6) == Approx(5.0 * truth.of(1e6)).epsilon(0.15));
}

TEST_CASE("kinds are learnt separately", "[schedule]") {
  CostModel model({prior, prior});
  Teacher(1).teach(model, truth, 500);
  CHECK(model.estimate(1, 1e6) == Approx(prior.of(1e6)));
}

TEST_CASE("impossible times are ignored", "[schedule]") {
  CostModel model({prior});
  for (const double seconds : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    model.learn(0, 1e6, seconds);
  }
  CHECK(model.estimate(0, 1e6) == Approx(prior.of(1e6)));
}
