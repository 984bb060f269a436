#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/distribute.hpp"
#include "app/progress_display.hpp"
#include "app/stopping.hpp"
#include "app/work.hpp"
#include "mpietl/comm/grants.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/schedule/dealer.hpp"

namespace mpietl::app {

/// Another rank than 0 while all work: asks for items before it runs dry, and tells of what is
/// done.
class AskingRank {
 public:
  AskingRank(const comm::Communicator& world, const run::Counters& counters);

  /// Does what there is to do now, and returns how long it may be left alone.
  std::chrono::microseconds pulse(run::ItemQueue& queue, Outbox& outbox, Stopper& stopper);

  /// Tells the last of it.
  void finish(Outbox& outbox, Stopper& stopper);

  /// Until rank 0 answered, on average; 0 when nothing was asked.
  [[nodiscard]] double answer_seconds() const;

 private:
  void heed_stops(Stopper& stopper);
  void tell(bool asks, Outbox& outbox);
  void hear(run::ItemQueue& queue);

  const run::Counters& counters_;
  comm::GrantClient client_;
  comm::Napper napper_;
  double tell_interval_seconds_;
  Stopwatch since_told_;
  Stopwatch since_asked_;
  double round_trip_seconds_ = 0.0;       // of the last question
  double all_round_trips_seconds_ = 0.0;  // of all of them
  std::int64_t answers_ = 0;
  bool is_asking_ = false;
  std::optional<comm::StopCall> stop_to_tell_;
};

/// Rank 0 while all work: gives items to ranks that ask, itself among them, keeps their records,
/// and shows progress.
class GivingRank {
 public:
  /// `threads`: of each rank. All is used until finish().
  GivingRank(const Ranks& ranks, const job::ItemList& items, const run::Counters& counters,
             const std::vector<int>& threads, Beginning beginning);

  /// The first grant of each rank; all there is when work is dealt out at once.
  std::vector<comm::Grant> first_grants();

  /// Does what there is to do now, and returns how long it may be left alone.
  std::chrono::microseconds pulse(run::ItemQueue& queue, Outbox& outbox, Stopper& stopper);

  /// Waits for the last records of all ranks.
  void finish(Outbox& outbox, Stopper& stopper);

  RecordTable take_records() { return std::move(records_); }

  /// How many grants each rank got beside its first.
  [[nodiscard]] const std::vector<std::int64_t>& grants() const { return grants_; }

 private:
  comm::Grant grant_to(std::size_t rank);
  comm::Grant grant_of(const std::vector<schedule::Given>& given) const;
  bool serve();
  void look_for_stops(Stopper& stopper);
  [[nodiscard]] std::optional<comm::StopCall> limit_reached() const;
  void keep(std::size_t rank, Record& record);
  void keep_own(std::vector<Record> records);
  [[nodiscard]] ProgressState progress() const;

  const job::ItemList& items_;
  const run::Counters& counters_;
  JobClock clock_;
  Limits limits_;
  Todo todo_;
  std::unordered_map<std::size_t, std::int32_t> attempts_;  // before this run, by item
  std::int64_t all_bytes_;
  schedule::Dealer dealer_;
  comm::GrantServer server_;
  comm::Napper napper_;
  ProgressDisplay display_;
  RecordTable records_;
  std::vector<std::int64_t> grants_;
  std::int64_t failed_ = 0;
  std::optional<comm::StopCall> asked_to_stop_;  // by other ranks
  bool is_stopping_ = false;
};

}  // namespace mpietl::app
