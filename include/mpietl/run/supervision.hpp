#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/item.hpp"

namespace mpietl {
class Error;
enum class Reason;
}  // namespace mpietl

namespace mpietl::run {

/// How far the threads of this rank are; they add, anyone reads at any time.
struct Counters {
  std::atomic<std::int64_t> items{0};   ///< finished, whatever came of them
  std::atomic<std::int64_t> failed{0};  ///< of those, the failed ones
  std::atomic<std::int64_t> bytes{0};   ///< of input, also of items that are not finished
  std::atomic<double> busy_seconds{0};  ///< spent on items, added over threads
};

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
  void pause(std::chrono::milliseconds time) const;

 private:
  std::atomic<bool> is_abandoned_{false};
};

/// Whether the error is one that other items would meet too: a full or failing disk.
bool is_host_failure(const Error& error) noexcept;

/// A full or failing disk, and the item that met it.
struct HostFailure {
  Reason reason{};          ///< no_space or host
  std::string text;         ///< that of the error
  std::string input;        ///< of the item, as bytes
  std::int64_t index = -1;  ///< of the item
};

/// The first failure of the host that threads of a rank met; one that serves the rank asks for it.
class FirstHostFailure {
 public:
  void note(const Error& error, const job::Item& item);

  /// None as long as all is well; asking costs next to nothing then.
  [[nodiscard]] std::optional<HostFailure> get() const;

 private:
  std::atomic<bool> is_there_{false};
  mutable std::mutex mutex_;
  std::optional<HostFailure> first_;
};

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
    void progressed() noexcept {
      progressed_at_.store(Clock::now().time_since_epoch(), std::memory_order_relaxed);
    }

   private:
    friend class Watch;

    [[nodiscard]] Stalled look(Clock::time_point now) const;

    Watch& watch_;
    const job::Item& item_;
    std::atomic<Clock::duration> progressed_at_{Clock::now().time_since_epoch()};
    bool is_reported_ = false;
  };

  /// Says that the item gets on; any thread may.
  void progressed(const job::Item& item);

  /// Items that have not got on for so many seconds and were not told before.
  std::vector<Stalled> stalled(double seconds);

  /// All items that are being worked on, the longest without a move first.
  [[nodiscard]] std::vector<Stalled> in_flight() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Entry*> entries_;
};

/// What the threads at work and the one that serves their rank tell each other.
struct Supervision {
  Stop stop;
  FirstHostFailure host_failure;
  Watch watch;
};

/// What work on items of any kind has in common.
struct ItemContext {
  JobClock clock;
  Counters& counters;
  Supervision& supervision;
  std::int64_t retries = 0;  ///< further tries of an item whose error may pass
  TemporaryNames names{};
  std::int32_t rank = 0;
  std::int32_t run = 1;  ///< number of this run of the job
};

/// The record of an item: all that is known before its first try.
Record begun_record(const job::Item& item, const JobClock& clock, std::int32_t rank,
                    std::int32_t run);

/// That of an item which `thread` begins.
Record begun_record(const job::Item& item, const ItemContext& context, int thread);

}  // namespace mpietl::run
