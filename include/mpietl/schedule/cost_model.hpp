#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <vector>

namespace mpietl::schedule {

/// The seconds that a task takes one thread, as a linear function of its size.
struct LinearCost {
  double seconds_per_unit = 0.0;  ///< per unit of size of its kind
  double seconds_per_task = 0.0;

  [[nodiscard]] double of(double size) const { return seconds_per_unit * size + seconds_per_task; }
};

/// The number of a task in a job, from 0.
struct TaskId {
  std::size_t value = 0;
  auto operator<=>(const TaskId&) const = default;
};

/// The kind and size of a task, on which its cost depends.
struct Task {
  std::size_t kind = 0;  ///< tasks of one kind share one linear cost
  double size = 0.0;     ///< in the unit of its kind; not negative
};

/// The tasks of a job. There may be a hundred million, so they are computed on demand.
struct Tasks {
  std::size_t count = 0;
  std::function<Task(std::size_t)> at;
  std::vector<LinearCost> priors;  ///< by kind
};

/// Estimates the cost of tasks, with one linear function for each kind, fitted to finished tasks.
class CostModel {
 public:
  /// `priors[kind]` is the expected cost before the first task is done; costs are above 0.
  explicit CostModel(const std::vector<LinearCost>& priors);

  [[nodiscard]] const LinearCost& line(std::size_t kind) const { return kinds_[kind].line; }
  [[nodiscard]] std::size_t kinds() const { return kinds_.size(); }

  [[nodiscard]] double estimate(std::size_t kind, double size) const { return line(kind).of(size); }

  /// Learns that a task of this size took so many seconds of one thread. Minimises the squared
  /// relative error, with non-negative coefficients; a few tasks only scale the prior. A task that
  /// took far longer than estimated (its rank was stopped) counts as a few times as long.
  void learn(std::size_t kind, double size, double seconds);

 private:
  /// Weighted sums over the measured tasks: of 1, x, x*x, y and x*y.
  struct Sums {
    double count = 0.0;
    double one = 0.0;
    double x = 0.0;
    double xx = 0.0;
    double y = 0.0;
    double xy = 0.0;
    double ratio = 0.0;  // of measured seconds to those of the prior
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
