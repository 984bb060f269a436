#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/unit.hpp"

namespace mpietl::run {

/// Wakes one thread that sleeps.
class Alarm {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    has_rung_ = true;
    rung_.notify_one();
  }

  /// Sleeps until the alarm rings, but not longer than `time`. Returns at once if it has rung since
  /// the last call.
  void wait(std::chrono::microseconds time) {
    std::unique_lock lock(mutex_);
    rung_.wait_for(lock, time, [&] { return has_rung_; });
    has_rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  bool has_rung_ = false;
};

/// The units that a rank was granted and has not begun. Threads take them in order; more may come
/// until the queue is closed. Successive units of one recording go to one thread; other threads
/// take some of them only when they have nothing else.
class UnitQueue {
 public:
  /// For threads 0 to `threads` - 1. `low` rings once after each push() when little work is
  /// waiting.
  UnitQueue(int threads, Alarm& low);

  void push(std::vector<job::Unit> units);

  /// Announces that no more units will come.
  void close();

  /// Announces that no more units will come, drops all units that no thread has begun, and ignores
  /// later calls of push().
  void abandon();

  [[nodiscard]] int threads() const { return static_cast<int>(begun_.size()); }

  /// What a thread takes: its unit, and the first item of a unit that comes one round of all
  /// threads later.
  struct Taken {
    job::Unit unit;
    std::optional<job::Item> ahead;
  };

  /// The next unit for `thread`, which has finished its unit before; empty if there is none now.
  std::optional<Taken> take(int thread);

  [[nodiscard]] bool is_closed() const;

  /// Whether all units were taken, and no more will come.
  [[nodiscard]] bool is_over() const;

  /// Sleeps until there is a unit to take or the queue is over, but not longer than `time`.
  void wait_for(std::chrono::microseconds time);

  /// Estimates, in seconds of one thread, corrected by the ratio of measured and estimated times so
  /// far.
  struct Ahead {
    double waiting_seconds = 0.0;      ///< of units that no thread has begun
    std::vector<double> left_seconds;  ///< by thread: of its present unit; below 0 if that is late
  };

  [[nodiscard]] Ahead ahead() const;

  /// From now on `low` rings when less than this many seconds of work are waiting for each thread.
  void warn_below(double seconds);

 private:
  /// The present unit of a thread.
  struct Begun {
    Stopwatch since;
    double estimated_seconds = 0.0;
  };

  /// Measured and estimated times of the finished units; recent units have more weight.
  struct Done {
    double seconds = 0.0;
    double estimated_seconds = 0.0;

    [[nodiscard]] double ratio() const {
      return estimated_seconds > 0.0 ? seconds / estimated_seconds : 1.0;
    }
  };

  using Run = std::deque<job::Unit>;

  void finish(Begun& begun);
  Run first_run();
  Run half_of_longest_run();

  /// Ratio of measured to estimated times.
  [[nodiscard]] double slowdown() const;

  Alarm& low_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<job::Unit> units_;
  std::vector<Begun> begun_;  // by thread
  std::vector<Run> runs_;     // by thread: units of one recording that it has taken but not begun
  std::size_t waiting_ = 0;   // units that no thread has begun
  Done done_;
  double waiting_seconds_ = 0.0;  // estimated
  double warn_below_seconds_ = 0.0;
  bool has_warned_ = false;
  bool is_closed_ = false;
  bool is_abandoned_ = false;
};

}  // namespace mpietl::run
