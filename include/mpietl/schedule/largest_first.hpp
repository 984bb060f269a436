#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::schedule {

/// Tasks that are not given yet, of each kind the largest first, at 4 bytes a task. Since costs
/// rise with sizes, this order stays right however often the model of costs changes.
class LargestFirst {
 public:
  /// Sorts all of `tasks`, by size to one part in 256 (sizes below 1 count as equal), in
  /// linear time. Throws Error(usage) for more
  /// than 2^32 - 1 of them.
  explicit LargestFirst(const Tasks& tasks);

  [[nodiscard]] bool is_empty() const { return left_ == 0; }
  [[nodiscard]] std::size_t size() const { return left_; }

  /// Estimated cost of all that is left.
  [[nodiscard]] double seconds(const CostModel& model) const;

  /// Takes the task of the largest estimated cost; there must be one.
  std::size_t take(const CostModel& model);

  /// Takes the task of the least estimated cost; there must be one.
  std::size_t take_smallest(const CostModel& model);

  /// What that costs; there must be one.
  [[nodiscard]] double min_seconds(const CostModel& model) const;

 private:
  struct Kind {
    std::size_t next = 0;  // into order_
    std::size_t end = 0;
    double size_left = 0.0;
    double first_size = 0.0;  // of the task at `next`
    double last_size = 0.0;   // of the one before `end`

    [[nodiscard]] bool is_empty() const { return next == end; }
  };

  [[nodiscard]] std::size_t smallest_kind(const CostModel& model) const;
  void look_at_ends(Kind& kind);

  std::function<Task(std::size_t)> at_;
  std::vector<std::uint32_t> order_;  // kind by kind
  std::vector<Kind> kinds_;
  std::size_t left_ = 0;
};

}  // namespace mpietl::schedule
