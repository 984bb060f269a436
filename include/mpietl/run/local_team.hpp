#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include "mpietl/run/activity.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/team.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::run {

/// A team of OpenMP threads in this process. Threads without a unit help other threads with theirs.
class LocalTeam : public Team {
 public:
  /// Starts `threads` threads. All arguments must outlive the team; `work` increments the counters.
  LocalTeam(int threads, Work& work, Supervision& supervision, const Counters& counters);
  LocalTeam(const LocalTeam&) = delete;
  LocalTeam& operator=(const LocalTeam&) = delete;
  LocalTeam(LocalTeam&&) = delete;
  LocalTeam& operator=(LocalTeam&&) = delete;

  /// Drops the units that no thread has begun, and waits for the others.
  ~LocalTeam() override;

  void push(std::vector<job::Unit> units) override { queue_.push(std::move(units)); }
  void close() override { queue_.close(); }
  void drop_waiting() override { queue_.abandon(); }
  void give_up() override { supervision_.stop.abandon(); }
  [[nodiscard]] bool is_closed() const override { return queue_.is_closed(); }
  [[nodiscard]] bool is_over() const override { return is_over_; }
  [[nodiscard]] UnitQueue::Ahead ahead() const override { return queue_.ahead(); }
  void warn_below(double seconds) override { queue_.warn_below(seconds); }
  void wait(std::chrono::microseconds time) override { alarm_.wait(time); }
  std::vector<Record> take_records() override { return outbox_.take(); }
  [[nodiscard]] Outbox::Totals totals() const override { return outbox_.totals(); }
  [[nodiscard]] TeamCounts counts() const override;
  [[nodiscard]] std::optional<HostFailure> host_failure() const override {
    return supervision_.host_failure.get();
  }
  std::vector<Watch::Stalled> stalled(double seconds) override {
    return supervision_.watch.stalled(seconds);
  }
  [[nodiscard]] std::vector<Watch::Stalled> in_flight() const override {
    return supervision_.watch.in_flight();
  }

  /// Each thread shows what it is doing in `activities[thread]`. Call this before the first push().
  void show_in(std::span<Activity> activities);

  /// Makes new records end a wait(). Call this before the first push().
  void wake_for_records() { wakes_for_records_ = true; }

 private:
  void do_units(Workspace& workspace);
  void work_in_parallel();

  Work& work_;
  Supervision& supervision_;
  const Counters& counters_;
  Alarm alarm_;
  UnitQueue queue_;
  Outbox outbox_;
  std::vector<Workspace> workspaces_;  // by thread
  bool wakes_for_records_ = false;
  std::atomic<bool> is_over_{false};
  std::jthread first_;  // of the threads
};

}  // namespace mpietl::run
