#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "app/distribute.hpp"
#include "app/outbox.hpp"
#include "app/stopper.hpp"
#include "app/todo.hpp"
#include "mpietl/app/progress_display.hpp"
#include "mpietl/comm/grants.hpp"
#include "mpietl/comm/napper.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/run/item_queue.hpp"
#include "mpietl/schedule/dealer.hpp"

namespace mpietl::app {

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
