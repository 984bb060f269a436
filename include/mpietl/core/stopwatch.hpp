#pragma once

#include <chrono>

namespace mpietl {

/// Measures durations in seconds on the steady clock.
class Stopwatch {
 public:
  using clock = std::chrono::steady_clock;

  /// Seconds since construction or the last lap().
  [[nodiscard]] double seconds() const { return seconds_between(begin_, clock::now()); }

  /// Seconds since the last lap(); starts the next lap.
  double lap() {
    const auto now = clock::now();
    const double elapsed = seconds_between(begin_, now);
    begin_ = now;
    return elapsed;
  }

  static double seconds_between(clock::time_point from, clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
  }

 private:
  clock::time_point begin_ = clock::now();
};

/// The common clock of a job: seconds since the job's start, the same on every rank.
class JobClock {
 public:
  /// A clock that reads `seconds_now` now.
  explicit JobClock(double seconds_now = 0.0)
      : origin_(Stopwatch::clock::now() - std::chrono::duration_cast<Stopwatch::clock::duration>(
                                              std::chrono::duration<double>(seconds_now))) {}

  /// A clock whose zero is this reading of the steady clock.
  static JobClock from_origin(double origin_seconds) {
    JobClock clock;
    clock.origin_ =
        Stopwatch::clock::time_point(std::chrono::duration_cast<Stopwatch::clock::duration>(
            std::chrono::duration<double>(origin_seconds)));
    return clock;
  }

  /// The reading of the steady clock at the start of the job.
  [[nodiscard]] double origin_seconds() const {
    return std::chrono::duration<double>(origin_.time_since_epoch()).count();
  }

  /// Seconds since the job's start.
  [[nodiscard]] double now() const {
    return Stopwatch::seconds_between(origin_, Stopwatch::clock::now());
  }

 private:
  Stopwatch::clock::time_point origin_;
};

}  // namespace mpietl
