#pragma once

#include <atomic>
#include <chrono>

namespace mpietl::run {

/// Tells the threads of a rank to give up the items that they are at. Any thread may ask or tell.
class Stop {
 public:
  void abandon() noexcept { is_abandoned_.store(true, std::memory_order_relaxed); }

  [[nodiscard]] bool is_abandoned() const noexcept {
    return is_abandoned_.load(std::memory_order_relaxed);
  }

  /// Throws Error(stopped) when the items are given up.
  void check() const;

  /// Sleeps for `time`, not much longer than until abandon().
  void nap(std::chrono::milliseconds time) const;

 private:
  std::atomic<bool> is_abandoned_{false};
};

}  // namespace mpietl::run
