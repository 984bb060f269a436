#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

#include "mpietl/schedule/dealer.hpp"
#include "mpietl/schedule/simulate.hpp"

namespace mpietl::schedule {

inline constexpr double never = std::numeric_limits<double>::infinity();

/// The threads of one rank in virtual time. They take waiting tasks in order, so no events are
/// needed for long stretches.
class SimulatedRank {
 public:
  /// A task that a thread has begun.
  struct Begun {
    TaskId task;
    double end;
    double seconds;
  };

  SimulatedRank(const KnownWork& work, int threads, double speed);

  void add(const Stall& stall) { stalls_.push_back(stall); }

  /// Tasks have arrived.
  void receive(double now, std::vector<Given> tasks);

  /// Begins tasks until `until`, or until the rank is short of work by is_short_of_work(). Returns
  /// the time at which it became short; `never` if `ask_below` is 0 or that is later.
  double run(double until, double ask_below);

  /// Moves tasks that have ended by `now` to the records in transit; returns the number of these.
  std::size_t send_records(double now);

  /// The record that was sent first.
  Begun take_record();

  /// Delays the rank: other work used a processor for so long.
  void lose(double seconds) { lost_seconds_ += seconds; }

  [[nodiscard]] bool has_waiting() const { return next_ < waiting_.size(); }
  [[nodiscard]] bool has_begun() const { return !begun_.empty(); }
  [[nodiscard]] double first_end() const;
  [[nodiscard]] double last_end() const;
  [[nodiscard]] std::size_t threads() const { return threads_.size(); }
  [[nodiscard]] double busy_seconds() const { return busy_seconds_; }
  [[nodiscard]] double longest_seconds() const { return longest_seconds_; }

 private:
  struct Thread {
    double free_at = 0.0;
    double estimated_end = 0.0;  // of its task

    bool operator>(const Thread& other) const { return free_at > other.free_at; }
  };

  void begin(const Given& given, double start);
  [[nodiscard]] bool is_short(double now, double ask_below);
  [[nodiscard]] double when_short(double from, double until, double ask_below);
  void help_with_large();
  void help(Begun& large);
  [[nodiscard]] double end_of(double start, double seconds) const;

  const KnownWork* work_;
  double speed_;
  std::vector<Stall> stalls_;
  std::vector<Thread> threads_;  // a heap with the first free one in front
  std::vector<Given> waiting_;   // from next_ on
  std::size_t next_ = 0;
  double waiting_seconds_ = 0.0;      // estimated
  double ready_ = 0.0;                // when the last tasks arrived, or the last one began
  std::vector<double> left_seconds_;  // of each thread; scratch memory
  std::vector<Begun> begun_;
  std::deque<Begun> sent_;
  double lost_seconds_ = 0.0;
  double busy_seconds_ = 0.0;
  double longest_seconds_ = 0.0;
};

}  // namespace mpietl::schedule
