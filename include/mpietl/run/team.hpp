#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/run/outbox.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/run/unit_queue.hpp"

namespace mpietl::run {

/// How far a team is.
struct TeamCounts {
  std::int64_t items = 0;   ///< finished, whatever came of them
  std::int64_t failed = 0;  ///< of those, the failed ones
  std::int64_t bytes = 0;   ///< of input, also of items that are not finished
  double busy_seconds = 0;  ///< spent on items, added over threads
};

/// What the processes of a team used beside this one.
struct TeamUsage {
  double cpu_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;
};

/// The threads of a rank at work on the units that are pushed, until no more will come: threads of
/// this process, or of a worker process. For one thread, which serves the rank.
class Team {
 public:
  Team() = default;
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  Team(Team&&) = delete;
  Team& operator=(Team&&) = delete;
  virtual ~Team() = default;

  virtual void push(std::vector<job::Unit> units) = 0;

  /// No more units will come.
  virtual void close() = 0;

  /// No more units will come, and what nobody has begun is dropped.
  virtual void drop_waiting() = 0;

  /// The items that are being worked on end as soon as they can.
  virtual void give_up() = 0;

  [[nodiscard]] virtual bool is_closed() const = 0;

  /// Whether all units are done, and no more will come.
  [[nodiscard]] virtual bool is_over() const = 0;

  /// Work that is left.
  [[nodiscard]] virtual UnitQueue::Ahead ahead() const = 0;

  /// From now on wait() returns when less than so many seconds of each thread are waiting.
  virtual void warn_below(double seconds) = 0;

  /// Sleeps until the team is over, records are there or little is waiting, at most for `time`.
  virtual void wait(std::chrono::microseconds time) = 0;

  /// The records of what was done since the last time.
  virtual std::vector<Record> take_records() = 0;

  [[nodiscard]] virtual Outbox::Totals totals() const = 0;
  [[nodiscard]] virtual TeamCounts counts() const = 0;
  [[nodiscard]] virtual std::optional<HostFailure> host_failure() const = 0;

  /// Items that have not got on for so many seconds and were not returned before.
  virtual std::vector<Watch::Stalled> stalled(double seconds) = 0;

  /// All items that are being worked on, the longest without progress first.
  [[nodiscard]] virtual std::vector<Watch::Stalled> in_flight() const = 0;

  [[nodiscard]] virtual TeamUsage usage() const { return {}; }
};

}  // namespace mpietl::run
