#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace mpietl::run {

/// Wakes one thread that naps.
class Alarm {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    has_rung_ = true;
    rung_.notify_one();
  }

  /// Sleeps until the alarm rings, at most for `time`; at once when it has rung since the last nap.
  void nap(std::chrono::microseconds time) {
    std::unique_lock lock(mutex_);
    rung_.wait_for(lock, time, [&] { return has_rung_; });
    has_rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  bool has_rung_ = false;
};

}  // namespace mpietl::run
