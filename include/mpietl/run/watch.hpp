#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "mpietl/job/item.hpp"

namespace mpietl::run {

/// The items that threads of this rank are at, and when each got on last.
class Watch {
 public:
  using Clock = std::chrono::steady_clock;

  /// An item, and for how long it has not got on.
  struct Stalled {
    std::int64_t index = -1;
    std::string input;     ///< path as bytes
    double seconds = 0.0;  ///< since it got on last
  };

  /// An item from its begin to the end of a scope.
  class Entry {
   public:
    Entry(Watch& watch, const job::Item& item);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    Entry(Entry&&) = delete;
    Entry& operator=(Entry&&) = delete;
    ~Entry();

    /// Says that it gets on; any thread may.
    void moved() noexcept {
      moved_at_.store(Clock::now().time_since_epoch(), std::memory_order_relaxed);
    }

   private:
    friend class Watch;

    [[nodiscard]] Stalled look(Clock::time_point now) const;

    Watch& watch_;
    const job::Item& item_;
    std::atomic<Clock::duration> moved_at_{Clock::now().time_since_epoch()};
    bool is_told_ = false;
  };

  /// Items that have not got on for so many seconds and were not told before.
  std::vector<Stalled> stalled(double seconds);

  /// All items that are being worked on, the longest without a move first.
  [[nodiscard]] std::vector<Stalled> in_flight() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Entry*> entries_;
};

}  // namespace mpietl::run
