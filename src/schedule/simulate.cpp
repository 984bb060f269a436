#include "mpietl/schedule/simulate.hpp"

#include <algorithm>
#include <cstdint>
#include <queue>
#include <vector>

#include "mpietl/schedule/lookahead.hpp"
#include "schedule/simulated_rank.hpp"

namespace mpietl::schedule {

namespace {

enum class Kind : std::uint8_t { wake, records, question, answer };

struct Event {
  double time = 0.0;
  std::uint32_t rank = 0;
  std::uint32_t records = 0;
  Kind kind = Kind::wake;

  bool operator>(const Event& other) const {
    if (time != other.time) return time > other.time;
    return rank != other.rank ? rank > other.rank : kind > other.kind;
  }
};

/// The state of a rank's thread for messages.
struct Desk {
  double wake = never;
  double ask = never;
  double sent = 0.0;
  double asked = 0.0;
  double round_trip_seconds = 0.0;
  bool is_waiting = false;
  bool has_all = false;
  std::vector<Given> answer;
};

class Simulator {
 public:
  Simulator(const KnownWork& work, const Policy& policy, const MachineCosts& costs);

  Simulation run();

 private:
  void scatter();
  void handle(const Event& event);
  void wake(std::uint32_t rank, double now);
  void plan_wake(std::uint32_t rank, double now);
  void send(std::uint32_t rank, double now, std::size_t records, Kind kind);
  void serve(const Event& event);
  void answer(std::uint32_t rank);
  void receive(std::uint32_t rank, double now);
  [[nodiscard]] double way(std::uint32_t rank) const;
  [[nodiscard]] double message(std::uint32_t rank) const;
  void work_at_root(double seconds);

  const Policy& policy_;
  const MachineCosts& costs_;
  Dealer dealer_;
  std::vector<SimulatedRank> ranks_;
  std::vector<Desk> desks_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  double interval_;
  double root_free_ = 0.0;  // when rank 0 has handled all earlier messages
  Simulation result_;
};

Simulator::Simulator(const KnownWork& work, const Policy& policy, const MachineCosts& costs)
    : policy_(policy),
      costs_(costs),
      dealer_(work.tasks, policy),
      desks_(policy.threads.size()),
      interval_(send_records_seconds(policy.threads.size())) {
  for (std::size_t rank = 0; rank < policy.threads.size(); ++rank) {
    const double speed = rank < costs.speeds.size() ? costs.speeds[rank] : 1.0;
    ranks_.emplace_back(work, policy.threads[rank], speed);
    result_.threads += ranks_.back().threads();
  }
  for (const auto& stall : costs.stalls) ranks_.at(stall.rank).add(stall);
}

/// Rank 0's own threads share its memory: no message and no latency.
double Simulator::way(std::uint32_t rank) const { return rank == 0 ? 0.0 : costs_.latency_seconds; }

double Simulator::message(std::uint32_t rank) const {
  return rank == 0 ? 0.0 : costs_.message_seconds;
}

void Simulator::work_at_root(double seconds) {
  root_free_ += seconds;
  result_.root_seconds += seconds;
  ranks_.front().lose(seconds);
}

void Simulator::scatter() {
  auto shares = dealer_.first();
  for (std::uint32_t rank = 0; rank < ranks_.size(); ++rank) {
    auto& desk = desks_[rank];
    desk.has_all = !policy_.is_dynamic;
    desk.answer = std::move(shares[rank]);
    const auto items = static_cast<double>(desk.answer.size());
    work_at_root(message(rank) + costs_.item_seconds * items);
    events_.push({root_free_ + way(rank), rank, 0, Kind::answer});
  }
}

void Simulator::receive(std::uint32_t rank, double now) {
  auto& desk = desks_[rank];
  if (desk.is_waiting) desk.round_trip_seconds = now - desk.asked;
  desk.is_waiting = false;
  ranks_[rank].receive(now, std::move(desk.answer));
  desk.answer = {};
  plan_wake(rank, now);
}

void Simulator::plan_wake(std::uint32_t rank, double now) {
  auto& desk = desks_[rank];
  auto& threads = ranks_[rank];
  const bool may_ask = !desk.is_waiting && !desk.has_all;
  const double ask_below = may_ask ? ask_below_seconds(desk.round_trip_seconds) : 0.0;
  double until = std::max(desk.sent + interval_, now);
  desk.ask = std::max(now, threads.run(until, ask_below));
  if (!threads.has_waiting() && desk.has_all) {
    until = threads.last_end();  // the last records
  } else if (!threads.has_begun() || threads.first_end() > until) {
    until = threads.first_end();  // nothing to send before
  }
  desk.wake = std::min(until, desk.ask);
  if (desk.wake < never) events_.push({desk.wake, rank, 0, Kind::wake});
}

void Simulator::send(std::uint32_t rank, double now, std::size_t records, Kind kind) {
  desks_[rank].sent = now;
  events_.push({now + way(rank), rank, static_cast<std::uint32_t>(records), kind});
}

void Simulator::wake(std::uint32_t rank, double now) {
  auto& desk = desks_[rank];
  if (desk.wake != now) return;  // rescheduled since
  desk.wake = never;
  const std::size_t records = ranks_[rank].send_records(now);
  if (desk.ask <= now) {
    desk.is_waiting = true;
    desk.asked = now;
    send(rank, now, records, Kind::question);
  } else if (records > 0) {
    send(rank, now, records, Kind::records);
  }
  plan_wake(rank, now);
}

void Simulator::serve(const Event& event) {
  if (event.time > root_free_) root_free_ = event.time + costs_.poll_seconds;
  for (std::uint32_t i = 0; i < event.records; ++i) {
    const auto record = ranks_[event.rank].take_record();
    dealer_.learn(event.rank, record.task, record.seconds);
  }
  work_at_root(message(event.rank) + costs_.record_seconds * event.records);
  if (event.kind == Kind::question) answer(event.rank);
}

void Simulator::answer(std::uint32_t rank) {
  auto& desk = desks_[rank];
  desk.answer = dealer_.grant(rank);
  desk.has_all = desk.answer.empty();
  result_.grants += desk.has_all ? 0 : 1;
  work_at_root(message(rank) + costs_.item_seconds * static_cast<double>(desk.answer.size()));
  events_.push({root_free_ + way(rank) + costs_.poll_seconds, rank, 0, Kind::answer});
}

void Simulator::handle(const Event& event) {
  switch (event.kind) {
    case Kind::wake:
      return wake(event.rank, event.time);
    case Kind::answer:
      return receive(event.rank, event.time);
    case Kind::records:
    case Kind::question:
      return serve(event);
  }
}

Simulation Simulator::run() {
  scatter();
  while (!events_.empty()) {
    const Event event = events_.top();
    events_.pop();
    handle(event);
  }
  double most = 0.0;
  for (const auto& rank : ranks_) {
    result_.busy_seconds += rank.busy_seconds();
    most = std::max(most, rank.busy_seconds() / static_cast<double>(rank.threads()));
    result_.longest_seconds = std::max(result_.longest_seconds, rank.longest_seconds());
  }
  const auto threads = static_cast<double>(result_.threads);
  result_.wall_seconds = root_free_;
  result_.idle_seconds = threads * root_free_ - result_.busy_seconds;
  if (result_.busy_seconds > 0.0) result_.imbalance = most * threads / result_.busy_seconds;
  return result_;
}

}  // namespace

double Simulation::efficiency() const {
  const double all = static_cast<double>(threads) * wall_seconds;
  return all > 0.0 ? busy_seconds / all : 1.0;
}

double Simulation::root_busy() const {
  return wall_seconds > 0.0 ? root_seconds / wall_seconds : 0.0;
}

double Simulation::grants_per_second() const {
  return wall_seconds > 0.0 ? static_cast<double>(grants) / wall_seconds : 0.0;
}

Simulation simulate(const KnownWork& work, const Policy& policy, const MachineCosts& costs) {
  return Simulator(work, policy, costs).run();
}

}  // namespace mpietl::schedule
