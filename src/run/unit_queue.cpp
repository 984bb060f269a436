#include "mpietl/run/unit_queue.hpp"

#include <algorithm>

namespace mpietl::run {

UnitQueue::UnitQueue(int threads, Alarm& low)
    : low_(low), begun_(static_cast<std::size_t>(threads)) {}

void UnitQueue::push(std::vector<job::Unit> units) {
  const std::lock_guard lock(mutex_);
  if (is_abandoned_) return;
  for (auto& unit : units) {
    waiting_seconds_ += unit.estimated_seconds();
    units_.push_back(std::move(unit));
  }
  has_warned_ = false;
  changed_.notify_all();
}

void UnitQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  changed_.notify_all();
}

void UnitQueue::finish(Begun& begun) {
  constexpr double keep = 1.0 - 1.0 / 16.0;  // later units have better estimates
  if (begun.estimated_seconds > 0.0) {
    done_.seconds = keep * done_.seconds + begun.since.seconds();
    done_.estimated_seconds = keep * done_.estimated_seconds + begun.estimated_seconds;
  }
  begun = {};
}

double UnitQueue::slowdown() const {
  if (done_.estimated_seconds > 0.0) return done_.ratio();
  // Before the first unit is done, one that is late tells that estimates are too short.
  double ratio = 1.0;
  for (const auto& begun : begun_) {
    if (begun.estimated_seconds > 0.0) {
      ratio = std::max(ratio, begun.since.seconds() / begun.estimated_seconds);
    }
  }
  return ratio;
}

void UnitQueue::abandon() {
  const std::lock_guard lock(mutex_);
  units_.clear();
  is_abandoned_ = true;
  is_closed_ = true;
  changed_.notify_all();
}

std::optional<UnitQueue::Taken> UnitQueue::take(int thread) {
  const std::lock_guard lock(mutex_);
  auto& begun = begun_[static_cast<std::size_t>(thread)];
  finish(begun);
  std::optional<Taken> taken;
  if (!units_.empty()) {
    taken = Taken{std::move(units_.front()), std::nullopt};
    units_.pop_front();
    begun.estimated_seconds = taken->unit.estimated_seconds();
    waiting_seconds_ = units_.empty() ? 0.0 : waiting_seconds_ - begun.estimated_seconds;
    if (units_.size() >= begun_.size()) taken->ahead = units_[begun_.size() - 1].items.front();
  }
  const double low_seconds = warn_below_seconds_ * threads();
  if (!is_closed_ && !has_warned_ && slowdown() * waiting_seconds_ < low_seconds) {
    has_warned_ = true;
    low_.ring();
  }
  return taken;
}

bool UnitQueue::is_closed() const {
  const std::lock_guard lock(mutex_);
  return is_closed_;
}

bool UnitQueue::is_over() const {
  const std::lock_guard lock(mutex_);
  return is_closed_ && units_.empty();
}

void UnitQueue::wait_for(std::chrono::microseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return is_closed_ || !units_.empty(); });
}

UnitQueue::Ahead UnitQueue::ahead() const {
  const std::lock_guard lock(mutex_);
  Ahead ahead;
  ahead.waiting_seconds = slowdown() * waiting_seconds_;
  for (const auto& each : begun_) {
    const bool is_busy = each.estimated_seconds > 0.0;
    ahead.left_seconds.push_back(
        is_busy ? done_.ratio() * each.estimated_seconds - each.since.seconds() : 0.0);
  }
  return ahead;
}

void UnitQueue::warn_below(double seconds) {
  const std::lock_guard lock(mutex_);
  warn_below_seconds_ = seconds;
}

}  // namespace mpietl::run
