#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::schedule {

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

}  // namespace mpietl::schedule
