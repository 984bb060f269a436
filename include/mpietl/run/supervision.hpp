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

/// Progress of the threads of this rank. Threads add; any thread may read at any time.
struct Counters {
  std::atomic<std::int64_t> items{0};   ///< finished: done, failed or skipped
  std::atomic<std::int64_t> failed{0};  ///< of those, the failed ones
  std::atomic<std::int64_t> bytes{0};   ///< of input, also of items that are not finished
  std::atomic<double> busy_seconds{0};  ///< spent on items, added over threads
};

/// Makes the threads of a rank abandon their items. Any thread may set it or ask for it.
class Stop {
 public:
  void abandon() noexcept { is_abandoned_.store(true, std::memory_order_relaxed); }

  [[nodiscard]] bool is_abandoned() const noexcept {
    return is_abandoned_.load(std::memory_order_relaxed);
  }

  /// Throws Error(stopped) if the items are abandoned.
  void check() const;

  /// Sleeps for `time`, or until shortly after abandon().
  void pause(std::chrono::milliseconds time) const;

 private:
  std::atomic<bool> is_abandoned_{false};
};

/// Whether other items would meet the same error: the disk is full or failing.
bool is_host_failure(const Error& error) noexcept;

/// A full or failing disk, and the item whose error showed it.
struct HostFailure {
  Reason reason{};          ///< no_space or host
  std::string text;         ///< of the error
  std::string input;        ///< of the item, as bytes
  std::int64_t index = -1;  ///< of the item
};

/// The first host failure that threads of a rank met. The thread that serves the rank asks for it.
class FirstHostFailure {
 public:
  void note(const Error& error, const job::Item& item);

  /// Empty while there is no failure; cheap to call.
  [[nodiscard]] std::optional<HostFailure> get() const;

 private:
  std::atomic<bool> is_there_{false};
  mutable std::mutex mutex_;
  std::optional<HostFailure> first_;
};

/// The items that threads of this rank are processing, with the time of their last progress.
class Watch {
 public:
  using Clock = std::chrono::steady_clock;

  /// An item, and the time since its last progress.
  struct Stalled {
    std::int64_t index = -1;
    std::string input;     ///< path as bytes
    double seconds = 0.0;  ///< since its last progress
  };

  /// Watches an item until the end of a scope.
  class Entry {
   public:
    Entry(Watch& watch, const job::Item& item);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    Entry(Entry&&) = delete;
    Entry& operator=(Entry&&) = delete;
    ~Entry();

    /// Reports progress of the item; any thread may call it.
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

  /// Reports progress of the item; any thread may call it.
  void progressed(const job::Item& item);

  /// Items without progress for this many seconds that were not returned before.
  std::vector<Stalled> stalled(double seconds);

  /// All items that threads are processing, the one longest without progress first.
  [[nodiscard]] std::vector<Stalled> in_flight() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Entry*> entries_;
};

/// Signals between the worker threads and the thread that serves their rank.
struct Supervision {
  Stop stop;
  FirstHostFailure host_failure;
  Watch watch;
};

/// Settings that items of any work share.
struct ItemContext {
  JobClock clock;
  Counters& counters;
  Supervision& supervision;
  std::int64_t retries = 0;  ///< further attempts after an error that may pass
  TemporaryNames names{};
  std::int32_t rank = 0;
  std::int32_t run = 1;  ///< number of this run of the job
};

/// The record of an item, with everything that is known before the first attempt.
Record begun_record(const job::Item& item, const JobClock& clock, std::int32_t rank,
                    std::int32_t run);

/// The same, for an item that `thread` begins.
Record begun_record(const job::Item& item, const ItemContext& context, int thread);

}  // namespace mpietl::run
