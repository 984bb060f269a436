#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::schedule {

/// The tasks that are not granted yet, sorted by size within each kind, with 4 bytes for each task.
/// Costs rise with sizes, so the order stays right when the cost model changes.
class LargestFirst {
 public:
  /// Sorts all of `tasks` by size, to one part in 256 (sizes below 1 count as equal), in linear
  /// time. Throws Error(usage) for more than 2^32 - 1 tasks.
  explicit LargestFirst(const Tasks& tasks);

  [[nodiscard]] bool is_empty() const { return left_ == 0; }
  [[nodiscard]] std::size_t size() const { return left_; }

  /// Estimated cost of the remaining tasks.
  [[nodiscard]] double seconds(const CostModel& model) const;

  /// Removes and returns the task of the largest estimated cost; there must be one.
  std::size_t take(const CostModel& model);

  /// Removes and returns the task of the smallest estimated cost; there must be one.
  std::size_t take_smallest(const CostModel& model);

  /// The smallest estimated cost; there must be a task.
  [[nodiscard]] double min_seconds(const CostModel& model) const;

 private:
  struct Kind {
    std::size_t next = 0;  // into order_
    std::size_t end = 0;
    double size_left = 0.0;
    double first_size = 0.0;  // of the task at `next`
    double last_size = 0.0;   // of the task before `end`

    [[nodiscard]] bool is_empty() const { return next == end; }
  };

  [[nodiscard]] std::size_t smallest_kind(const CostModel& model) const;
  void look_at_ends(Kind& kind);

  std::function<Task(std::size_t)> at_;
  std::vector<std::uint32_t> order_;  // in order of kinds
  std::vector<Kind> kinds_;
  std::size_t left_ = 0;
};

}  // namespace mpietl::schedule
