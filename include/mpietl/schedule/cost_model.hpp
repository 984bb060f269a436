#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <vector>

namespace mpietl::schedule {

/// Seconds that a task costs one thread, as a straight line over its size.
struct LinearCost {
  double seconds_per_unit = 0.0;  ///< the unit of sizes of its kind
  double seconds_per_task = 0.0;

  [[nodiscard]] double of(double size) const { return seconds_per_unit * size + seconds_per_task; }
};

/// One of the tasks of a job, from 0.
struct TaskId {
  std::size_t value = 0;
  auto operator<=>(const TaskId&) const = default;
};

/// What the cost of a task depends on.
struct Task {
  std::size_t kind = 0;  ///< tasks of one kind have one line of costs
  double size = 0.0;     ///< in the unit of its kind; not negative
};

/// The tasks of a job. There may be a hundred million, so they are asked for, not kept.
struct Tasks {
  std::size_t count = 0;
  std::function<Task(std::size_t)> at;
  std::vector<LinearCost> priors;  ///< by kind
};

/// What tasks will cost, one line for each kind of task, learnt from those that are done.
class CostModel {
 public:
  /// `priors[kind]`: what is believed before the first task is done; costs are above 0.
  explicit CostModel(const std::vector<LinearCost>& priors);

  [[nodiscard]] const LinearCost& line(std::size_t kind) const { return kinds_[kind].line; }
  [[nodiscard]] std::size_t kinds() const { return kinds_.size(); }

  [[nodiscard]] double estimate(std::size_t kind, double size) const { return line(kind).of(size); }

  /// A task of this size took so many seconds of one thread. Least squares of the relative error,
  /// without negative coefficients; a few tasks only scale the prior. One that took far longer than
  /// thought (its rank was stopped) counts as a few times as long.
  void learn(std::size_t kind, double size, double seconds);

 private:
  /// Weighted sums over the tasks that were seen: of 1, x, x*x, y and x*y.
  struct Sums {
    double count = 0.0;
    double one = 0.0;
    double x = 0.0;
    double xx = 0.0;
    double y = 0.0;
    double xy = 0.0;
    double ratio = 0.0;  // of seconds to what the prior said
  };

  struct Kind {
    LinearCost prior;
    LinearCost line;
    Sums sums;
  };

  static LinearCost fit(const Kind& kind);

  std::vector<Kind> kinds_;
};

}  // namespace mpietl::schedule
