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

/// Progress of a team.
struct TeamCounts {
  std::int64_t items = 0;   ///< finished: done, failed or skipped
  std::int64_t failed = 0;  ///< of those, the failed ones
  std::int64_t bytes = 0;   ///< of input, also of items that are not finished
  double busy_seconds = 0;  ///< spent on items, added over threads
};

/// What other processes of a team have used.
struct TeamUsage {
  double cpu_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;
};

/// The threads of a rank, in this process or in a worker process, which work on the units that are
/// pushed until close(). Only the thread that serves the rank may call its methods.
class Team {
 public:
  Team() = default;
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  Team(Team&&) = delete;
  Team& operator=(Team&&) = delete;
  virtual ~Team() = default;

  virtual void push(std::vector<job::Unit> units) = 0;

  /// Announces that no more units will come.
  virtual void close() = 0;

  /// Announces that no more units will come, and drops those that no thread has begun.
  virtual void drop_waiting() = 0;

  /// Makes the items in progress end as soon as possible.
  virtual void give_up() = 0;

  [[nodiscard]] virtual bool is_closed() const = 0;

  /// Whether all units are done, and no more will come.
  [[nodiscard]] virtual bool is_over() const = 0;

  /// Work that remains.
  [[nodiscard]] virtual UnitQueue::Ahead ahead() const = 0;

  /// From now on wait() returns when fewer than this many seconds of work are waiting for each
  /// thread.
  virtual void warn_below(double seconds) = 0;

  /// Sleeps until the team is over, records have arrived or little work is waiting, but not longer
  /// than `time`.
  virtual void wait(std::chrono::microseconds time) = 0;

  /// The records that have arrived since the last call.
  virtual std::vector<Record> take_records() = 0;

  [[nodiscard]] virtual Outbox::Totals totals() const = 0;
  [[nodiscard]] virtual TeamCounts counts() const = 0;
  [[nodiscard]] virtual std::optional<HostFailure> host_failure() const = 0;

  /// Items without progress for this many seconds that were not returned before.
  virtual std::vector<Watch::Stalled> stalled(double seconds) = 0;

  /// All items that are being worked on, the longest without progress first.
  [[nodiscard]] virtual std::vector<Watch::Stalled> in_flight() const = 0;

  [[nodiscard]] virtual TeamUsage usage() const { return {}; }
};

}  // namespace mpietl::run
