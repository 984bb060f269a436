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

  /// Sleeps until the alarm rings, at most for `time`; not at all when it has rung since last time.
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

/// The units that a rank was given and has not begun. Its threads take them in order; more may come
/// until it is closed. Those of one recording that follow each other go to one thread, and others
/// help it only when they have nothing else.
class UnitQueue {
 public:
  /// For threads 0 to `threads` - 1. `low` rings when little is waiting, once after each push().
  UnitQueue(int threads, Alarm& low);

  void push(std::vector<job::Unit> units);

  /// Nothing more will come.
  void close();

  /// Nothing more will come, and what nobody has begun is dropped, as is what a push() brings that
  /// was on its way.
  void abandon();

  [[nodiscard]] int threads() const { return static_cast<int>(begun_.size()); }

  /// What a thread takes: its unit, and the first item of the one that comes a round of all threads
  /// later.
  struct Taken {
    job::Unit unit;
    std::optional<job::Item> ahead;
  };

  /// The next unit, for `thread`, which has finished the one before; none when there is none now.
  std::optional<Taken> take(int thread);

  [[nodiscard]] bool is_closed() const;

  /// Whether all has been taken, and nothing more will come.
  [[nodiscard]] bool is_over() const;

  /// Sleeps until something is there to be taken or the queue is over, at most for `time`.
  void wait_for(std::chrono::microseconds time);

  /// Seconds of one thread that are ahead: estimates, longer or shorter as units took so far.
  struct Ahead {
    double waiting_seconds = 0.0;      ///< of units that nobody has begun
    std::vector<double> left_seconds;  ///< by thread: of what it is at; below 0 when that is late
  };

  [[nodiscard]] Ahead ahead() const;

  /// From now on little is waiting when it is less than so many seconds for each thread.
  void warn_below(double seconds);

 private:
  /// What a thread is at.
  struct Begun {
    Stopwatch since;
    double estimated_seconds = 0.0;
  };

  /// What the units that were done took, and were thought to take; later ones count more.
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

  /// How many times as long as estimated units take.
  [[nodiscard]] double slowdown() const;

  Alarm& low_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<job::Unit> units_;
  std::vector<Begun> begun_;  // by thread
  std::vector<Run> runs_;     // by thread: what it took of one recording, and has not begun
  std::size_t waiting_ = 0;   // units that nobody has begun
  Done done_;
  double waiting_seconds_ = 0.0;  // estimated
  double warn_below_seconds_ = 0.0;
  bool has_warned_ = false;
  bool is_closed_ = false;
  bool is_abandoned_ = false;
};

}  // namespace mpietl::run
