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

/// Rank 0 while all work: grants units to ranks that ask, itself among them, keeps their records,
/// and shows progress.
class Coordinator {
 public:
  /// `threads`: of each rank. All is used until finish().
  Coordinator(const Ranks& ranks, const UnitList& list, run::Team& team,
              const std::vector<int>& threads, ResumeState resume);

  /// The first grant of each rank; all there is when work is dealt out at once.
  std::vector<Grant> first_grants();

  /// Does what there is to do now; returns for how long it need not be called again.
  std::chrono::microseconds poll(Stopper& stopper);

  /// Waits for the last records of all ranks.
  void finish(Stopper& stopper);

  RecordTable take_records() { return std::move(records_); }

  /// How many grants each rank got beside its first.
  [[nodiscard]] const std::vector<std::int64_t>& grants() const { return grants_; }

 private:
  /// A task of several items of which not all records have come.
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
  WorkerMessage message_;  // kept: its memory serves the next one
  RecordTable records_;
  std::unordered_map<std::size_t, Learning> learning_;  // by task
  std::vector<std::int64_t> grants_;
  std::int64_t failed_ = 0;
  std::optional<StopRequest> asked_to_stop_;  // by other ranks
  bool is_stopping_ = false;
};

}  // namespace mpietl::dispatch
