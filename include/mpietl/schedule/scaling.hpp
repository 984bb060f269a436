#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mpietl/schedule/simulate.hpp"

namespace mpietl::schedule {

/// A task of which it is known what it cost.
struct KnownTask {
  Task task;
  double thread_seconds = 0.0;
  bool is_shared = false;  ///< by idle threads of its rank
};

/// `count` tasks drawn from `known`, by a hash of their place; each once, in order, when `count` is
/// the number of them. Else a task costs what its size says, times how much a known task that is
/// drawn apart differs from that: one that stalled must not make all of its size slow. What a task
/// costs is believed to be half its size and half constant, so that the Dealer has to learn.
/// `known` must not be empty, and outlive the result.
KnownWork draw(std::span<const KnownTask> known, std::size_t count);

/// A job on one number of ranks.
struct ScalingPoint {
  std::size_t ranks = 0;
  std::size_t tasks = 0;
  Simulation work;
  double serial_seconds = 0.0;  ///< of rank 0 before and after the work

  [[nodiscard]] double wall_seconds() const { return serial_seconds + work.wall_seconds; }

  /// Times as fast as one thread (Amdahl, 1967: the serial part stays).
  [[nodiscard]] double speed_up() const;

  /// Part of the threads' time that they work, serial part included.
  [[nodiscard]] double efficiency() const;

  /// Of all threads together.
  [[nodiscard]] double idle_seconds() const;
};

/// What a serial part of the job takes, measured on some items, when there are others: all but the
/// first millisecond grows with their number.
double scale_serial(double seconds, std::size_t items, std::size_t other_items);

/// What keeps a job from scaling further.
enum class Bottleneck { longest_task, root, serial, few_tasks, messages };

/// The first of what takes most of the time that threads stand idle.
Bottleneck bottleneck_of(const ScalingPoint& point);

inline constexpr double good_efficiency = 0.8;

/// A job that may take so much longer than foretold must still end in time.
inline constexpr double margin = 1.25;

/// The index of the point to take: with a limit the smallest number of ranks that ends in time with
/// the margin, else the largest one of good efficiency. Empty when there is none. `points` rise in
/// ranks.
std::optional<std::size_t> recommend(std::span<const ScalingPoint> points,
                                     std::optional<double> limit_seconds);

}  // namespace mpietl::schedule
