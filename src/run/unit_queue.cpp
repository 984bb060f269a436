#include "mpietl/run/unit_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mpietl::run {

UnitQueue::UnitQueue(int threads, Alarm& low)
    : low_(low),
      begun_(static_cast<std::size_t>(threads)),
      runs_(static_cast<std::size_t>(threads)) {}

void UnitQueue::push(std::vector<job::Unit> units) {
  const std::lock_guard lock(mutex_);
  if (is_abandoned_) return;
  for (auto& unit : units) {
    waiting_seconds_ += unit.estimated_seconds();
    ++waiting_;
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
  // Until the first unit is done, a late unit shows that estimates are too short.
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
  for (auto& run : runs_) run.clear();
  waiting_ = 0;
  is_abandoned_ = true;
  is_closed_ = true;
  changed_.notify_all();
}

UnitQueue::Run UnitQueue::first_run() {
  Run run;
  do {
    run.push_back(std::move(units_.front()));
    units_.pop_front();
  } while (!units_.empty() && job::are_of_one_recording(run.back(), units_.front()));
  return run;
}

UnitQueue::Run UnitQueue::half_of_longest_run() {
  auto& longest = *std::ranges::max_element(runs_, {}, &Run::size);
  const auto kept = static_cast<std::ptrdiff_t>(longest.size() / 2);
  const Run::iterator half = longest.begin() + kept;
  Run run(std::make_move_iterator(half), std::make_move_iterator(longest.end()));
  longest.erase(half, longest.end());
  return run;
}

std::optional<UnitQueue::Taken> UnitQueue::take(int thread) {
  const std::lock_guard lock(mutex_);
  auto& begun = begun_[static_cast<std::size_t>(thread)];
  auto& run = runs_[static_cast<std::size_t>(thread)];
  finish(begun);
  if (run.empty()) run = units_.empty() ? half_of_longest_run() : first_run();
  std::optional<Taken> taken;
  if (!run.empty()) {
    taken = Taken{std::move(run.front()), std::nullopt};
    run.pop_front();
    --waiting_;
    begun.estimated_seconds = taken->unit.estimated_seconds();
    waiting_seconds_ = waiting_ == 0 ? 0.0 : waiting_seconds_ - begun.estimated_seconds;
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
  return is_closed_ && waiting_ == 0;
}

void UnitQueue::wait_for(std::chrono::microseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return is_closed_ || waiting_ > 0; });
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
