#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mpietl/schedule/simulate.hpp"

namespace mpietl::schedule {

/// A task with a measured cost.
struct KnownTask {
  Task task;
  double thread_seconds = 0.0;
  bool is_shared = false;  ///< idle threads of its rank help
};

/// Draws `count` tasks from `known`, by a hash of their position; if `count` is the number of known
/// tasks, takes each once, in order. A drawn task costs what its size suggests, times the deviation
/// of another drawn task: a task that stalled must not make all tasks of its size slow. For the
/// estimate, half of the cost is proportional to size and half is constant, so that the Dealer has
/// to learn. `known` must not be empty, and must outlive the result.
KnownWork draw(std::span<const KnownTask> known, std::size_t count);

/// Prediction for a job on one number of ranks.
struct ScalingPoint {
  std::size_t ranks = 0;
  std::size_t tasks = 0;
  Simulation work;
  double serial_seconds = 0.0;  ///< of rank 0 before and after the work

  [[nodiscard]] double wall_seconds() const { return serial_seconds + work.wall_seconds; }

  /// Speed-up over one thread (Amdahl, 1967: the serial part stays).
  [[nodiscard]] double speed_up() const;

  /// The fraction of the threads' time in which they work, serial part included.
  [[nodiscard]] double efficiency() const;

  /// Of all threads together.
  [[nodiscard]] double idle_seconds() const;
};

/// The serial time of a job with another number of items than measured: all but the first
/// millisecond grows with the number.
double scale_serial(double seconds, std::size_t items, std::size_t other_items);

/// What limits the scaling of a job.
enum class Bottleneck { longest_task, root, serial, few_tasks, messages };

/// The limit that accounts for most of the idle time of threads; the first of equals.
Bottleneck bottleneck_of(const ScalingPoint& point);

inline constexpr double good_efficiency = 0.8;

/// Safety factor: a job that takes this much longer than predicted must still end in time.
inline constexpr double margin = 1.25;

/// The index of the recommended point: with a time limit, the smallest number of ranks that ends in
/// time with the safety factor, otherwise the largest number with good efficiency. Empty if there
/// is none. `points` are in ascending order of ranks.
std::optional<std::size_t> recommend(std::span<const ScalingPoint> points,
                                     std::optional<double> limit_seconds);

}  // namespace mpietl::schedule
