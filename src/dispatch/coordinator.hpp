#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "dispatch/links.hpp"
#include "dispatch/stopper.hpp"
#include "dispatch/unit_costs.hpp"
#include "mpietl/comm/backoff.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/run/team.hpp"
#include "mpietl/schedule/dealer.hpp"

namespace mpietl::dispatch {

/// Rank 0 during the work: grants units to ranks that ask, including itself, keeps the records of
/// all ranks, and shows progress.
class Coordinator {
 public:
  /// `threads` holds the threads of each rank. All arguments must live until finish().
  Coordinator(const Ranks& ranks, const UnitList& list, run::Team& team,
              const std::vector<int>& threads, ResumeState resume);

  /// The first grant of each rank; all units if they are granted at once.
  std::vector<Grant> first_grants();

  /// Handles what has arrived; returns the time until it must be called again.
  std::chrono::microseconds poll(Stopper& stopper);

  /// Waits for the last records of all ranks.
  void finish(Stopper& stopper);

  RecordTable take_records() { return std::move(records_); }

  /// Number of grants to each rank after the first.
  [[nodiscard]] const std::vector<std::int64_t>& grants() const { return grants_; }

 private:
  /// A task of several items of which some records are missing.
  struct Learning {
    std::size_t records = 0;
    double seconds = 0.0;
  };

  Grant next_grant(std::size_t rank);
  Grant make_grant(const std::vector<schedule::Given>& given) const;
  job::Unit make_unit(std::size_t number, double seconds_of_weight) const;
  bool receive_all();
  void look_for_stops(Stopper& stopper);
  [[nodiscard]] std::optional<StopRequest> limit_reached() const;
  void keep(std::size_t rank, const Record& record);
  void learn(std::size_t rank, std::size_t row, double seconds);
  void show_progress(bool is_final) const;

  const Ranks& ranks_;
  const UnitList& list_;
  run::Team& team_;
  UnitsToDo units_;
  std::unordered_map<std::size_t, std::int32_t> attempts_;  // before this run, by row
  std::int64_t all_items_;
  std::int64_t all_bytes_;
  schedule::Dealer dealer_;
  CoordinatorLink link_;
  comm::Backoff backoff_;
  WorkerMessage message_;  // reused for its memory
  RecordTable records_;
  std::unordered_map<std::size_t, Learning> learning_;  // by task
  std::vector<std::int64_t> grants_;
  std::int64_t failed_ = 0;
  std::optional<StopRequest> asked_to_stop_;  // from other ranks
  bool is_stopping_ = false;
};

}  // namespace mpietl::dispatch
