#include "app/giving_rank.hpp"

#include <algorithm>

#include "app/item_costs.hpp"
#include "app/work_messages.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::app {

GivingRank::GivingRank(const Ranks& ranks, const job::ItemList& items,
                       const run::Counters& counters, const std::vector<int>& threads)
    : items_(items),
      all_bytes_(items.total_bytes()),
      counters_(counters),
      dealer_(tasks_of(items), {ranks.dealing.is_dynamic, ranks.dealing.chunk, threads}),
      server_(ranks.world),
      display_(ranks.progress),
      records_(items.size()),
      grants_(threads.size()) {}

comm::Grant GivingRank::grant_of(const std::vector<schedule::Given>& given) const {
  std::vector<job::Item> granted;
  granted.reserve(given.size());
  for (const auto& [task, estimated_seconds] : given) {
    granted.push_back(items_[task]);
    granted.back().estimated_seconds = estimated_seconds;
  }
  return {dealer_.is_empty(), encode_items(granted)};
}

comm::Grant GivingRank::grant_to(std::size_t rank) {
  const auto given = dealer_.grant(rank);
  if (!given.empty()) ++grants_[rank];
  return grant_of(given);
}

std::vector<comm::Grant> GivingRank::first_grants() {
  std::vector<comm::Grant> grants;
  for (const auto& share : dealer_.first()) grants.push_back(grant_of(share));
  return grants;
}

bool GivingRank::serve() {
  return server_.serve([&](int rank, comm::Told&& told) -> std::optional<comm::Grant> {
    const auto number = static_cast<std::size_t>(rank);
    keep(number, decode_records(told.records));
    if (!told.asks) return std::nullopt;
    return grant_to(number);
  });
}

void GivingRank::keep(std::size_t rank, const std::vector<Record>& records) {
  for (const auto& record : records) {
    records_.set(record);
    if (record.status != Status::done) continue;
    dealer_.learn(rank, static_cast<std::size_t>(record.index), thread_seconds(record));
  }
}

std::chrono::microseconds GivingRank::pulse(run::ItemQueue& queue, Outbox& outbox) {
  constexpr std::chrono::microseconds longest_while_giving{1000};
  constexpr std::chrono::microseconds longest{10000};
  const bool has_served = serve();
  keep(0, outbox.take());
  const double low_seconds = schedule::ask_below_seconds(0.0);
  queue.warn_below(low_seconds);
  const bool is_short = spare_seconds_of(queue, low_seconds) < 0.0;
  if (!queue.is_closed() && is_short) take_grant(grant_to(0), queue);
  display_.show(progress());
  if (dealer_.is_empty()) return longest;
  if (has_served) napper_.reset();
  return std::min(napper_.next(), longest_while_giving);
}

void GivingRank::finish(Outbox& outbox) {
  keep(0, outbox.take());
  for (napper_.reset(); !server_.is_over(); napper_.nap()) {
    serve();
    display_.show(progress());
  }
  display_.finish(progress());
}

ProgressState GivingRank::progress() const {
  const auto others = server_.progress();
  const auto here = progress_of(counters_);
  ProgressState state;
  state.items = here.items + others.items;
  state.failed = here.failed + others.failed;
  state.bytes = here.bytes + others.bytes;
  state.all_items = static_cast<std::int64_t>(items_.size());
  state.all_bytes = all_bytes_;
  return state;
}

}  // namespace mpietl::app
