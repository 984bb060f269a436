#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/team.hpp"
#include "mpietl/run/unit_log.hpp"
#include "mpietl/run/worker_parent.hpp"

namespace mpietl {
class Error;
}

namespace mpietl::run {

class PipeEnd;
struct PipeMessage;

struct Ending;

/// What a worker process has to do for its rank.
struct WorkerJob {
  job::Job job;  ///< travels as TOML, but for its command
  std::string run_id;
  std::int32_t run = 1;
  std::int32_t rank = 0;
  int threads = 1;
  JobClock clock;
  std::string output_root{};
  std::vector<int> cpus{};
};

/// Limits beyond which the rank ends a worker process.
struct WorkerLimits {
  std::optional<double> item_timeout_seconds;     ///< without progress of an item
  std::optional<std::int64_t> memory_bytes = {};  ///< the worker checks this itself
  std::chrono::duration<double> patience{
      5.0};  ///< waiting time for a killed process, which then is left behind
};

/// A team in a worker process. If that process dies, a new one continues: it first tries, one by
/// one, the units that were in progress, and a unit that ends the worker again fails. If an item
/// makes no progress, the worker is ended and the item fails. The rank's own process writes the
/// journal.
class WorkerTeam final : public Team {
 public:
  /// `parent`, `host_failure` and `log` (which may be null) must outlive the team. Throws
  /// Error(host).
  WorkerTeam(WorkerParent& parent, WorkerJob job, const WorkerLimits& limits,
             FirstHostFailure& host_failure, UnitLog* log);
  WorkerTeam(const WorkerTeam&) = delete;
  WorkerTeam& operator=(const WorkerTeam&) = delete;
  WorkerTeam(WorkerTeam&&) = delete;
  WorkerTeam& operator=(WorkerTeam&&) = delete;

  /// Ends the worker, even in the middle of an item.
  ~WorkerTeam() override;

  void push(std::vector<job::Unit> units) override;
  void close() override;
  void drop_waiting() override;
  void give_up() override;
  [[nodiscard]] bool is_closed() const override { return is_closed_; }
  [[nodiscard]] bool is_over() const override { return is_over_; }
  [[nodiscard]] UnitQueue::Ahead ahead() const override;
  void warn_below(double /*seconds*/) override {}
  void wait(std::chrono::microseconds time) override;
  std::vector<Record> take_records() override { return outbox_.take(); }
  [[nodiscard]] Outbox::Totals totals() const override { return outbox_.totals(); }
  [[nodiscard]] TeamCounts counts() const override;
  [[nodiscard]] std::optional<HostFailure> host_failure() const override {
    return host_failure_.get();
  }
  std::vector<Watch::Stalled> stalled(double seconds) override;
  [[nodiscard]] std::vector<Watch::Stalled> in_flight() const override;
  [[nodiscard]] TeamUsage usage() const override { return usage_; }

 private:
  /// A unit without records so far, and how often it was in progress when a worker ended.
  struct Pending {
    job::Unit unit;
    int crashes = 0;
    bool is_logged = false;  ///< its begin is in the journal
  };

  enum class HasEnded : bool { no, yes };

  using Units = std::map<std::int64_t, Pending>;  // by the position of the unit's first item

  void start_worker();
  void send_units(const std::vector<std::int64_t>& places);
  void send_what_is_left();
  void receive();
  void take(const PipeMessage& message);
  void take_records_in(const Bytes& bytes);
  void add(const TeamUsage& of_worker);
  void log_begin(const std::vector<std::int64_t>& places);
  void end(Units::iterator unit, std::vector<Record> records);
  void fail(std::int64_t place, const Error& error);
  void end_hung_worker();
  void leave_behind();
  void replace_worker(HasEnded has_ended);
  void suspect_units(const Ending& ending);
  [[nodiscard]] std::string where(const job::Unit& unit) const;
  [[nodiscard]] std::vector<std::int64_t> units_in_work() const;

  WorkerParent& parent_;
  WorkerJob job_;
  WorkerLimits limits_;
  FirstHostFailure& host_failure_;
  UnitLog* log_;
  StartedWorker worker_;
  std::unique_ptr<PipeEnd> pipe_;
  Units pending_;
  std::vector<std::int64_t> suspects_;  // to be tried one at a time
  std::optional<std::int64_t> alone_;   // the one that is being tried
  std::optional<std::int64_t> hung_;    // item because of which the worker was ended
  Stopwatch since_killed_;              // because of that item
  std::deque<double> sent_seconds_;     // estimates of units that the worker was sent
  std::int64_t first_sent_ = 0;         // number of the first of them in the order sent
  std::int64_t failed_ = 0;
  std::int64_t bytes_before_ = 0;     // by workers that have ended
  double busy_seconds_before_ = 0.0;  // by the same workers
  std::int64_t last_warned_ = -1;     // index of an item
  Outbox outbox_;
  TeamUsage usage_;
  int idle_deaths_ = 0;  // successive ends of workers without a unit in progress
  bool is_closed_ = false;
  bool is_dropped_ = false;
  bool is_over_ = false;
};

/// How a process ended, from its wait status: "SIGSEGV", "exit status 1".
std::string ending_text(int wait_status);

}  // namespace mpietl::run
