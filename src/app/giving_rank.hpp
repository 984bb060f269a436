#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "app/distribute.hpp"
#include "app/outbox.hpp"
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
             const std::vector<int>& threads);

  /// The first grant of each rank; all there is when work is dealt out at once.
  std::vector<comm::Grant> first_grants();

  /// Does what there is to do now, and returns how long it may be left alone.
  std::chrono::microseconds pulse(run::ItemQueue& queue, Outbox& outbox);

  /// Waits for the last records of all ranks.
  void finish(Outbox& outbox);

  RecordTable take_records() { return std::move(records_); }

  /// How many grants each rank got beside its first.
  [[nodiscard]] const std::vector<std::int64_t>& grants() const { return grants_; }

 private:
  comm::Grant grant_to(std::size_t rank);
  comm::Grant grant_of(const std::vector<schedule::Given>& given) const;
  bool serve();
  void keep(std::size_t rank, const std::vector<Record>& records);
  [[nodiscard]] ProgressState progress() const;

  const job::ItemList& items_;
  std::int64_t all_bytes_;
  const run::Counters& counters_;
  schedule::Dealer dealer_;
  comm::GrantServer server_;
  comm::Napper napper_;
  ProgressDisplay display_;
  RecordTable records_;
  std::vector<std::int64_t> grants_;
};

}  // namespace mpietl::app
