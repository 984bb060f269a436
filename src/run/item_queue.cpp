#include "mpietl/run/item_queue.hpp"

#include <algorithm>

namespace mpietl::run {

ItemQueue::ItemQueue(int threads, Alarm& low)
    : low_(low), begun_(static_cast<std::size_t>(threads)) {}

void ItemQueue::push(std::vector<job::Item> items) {
  const std::lock_guard lock(mutex_);
  if (is_abandoned_) return;
  for (auto& item : items) {
    waiting_seconds_ += item.estimated_seconds;
    items_.push_back(std::move(item));
  }
  has_warned_ = false;
  changed_.notify_all();
}

void ItemQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  changed_.notify_all();
}

void ItemQueue::finish(Begun& begun) {
  constexpr double keep = 1.0 - 1.0 / 16.0;  // later items have better estimates
  if (begun.estimated_seconds > 0.0) {
    done_.seconds = keep * done_.seconds + begun.since.seconds();
    done_.estimated_seconds = keep * done_.estimated_seconds + begun.estimated_seconds;
  }
  begun = {};
}

double ItemQueue::pace() const {
  if (done_.estimated_seconds > 0.0) return done_.ratio();
  // Before the first item is done, one that is late tells that estimates are too short.
  double ratio = 1.0;
  for (const auto& begun : begun_) {
    if (begun.estimated_seconds > 0.0) {
      ratio = std::max(ratio, begun.since.seconds() / begun.estimated_seconds);
    }
  }
  return ratio;
}

void ItemQueue::abandon() {
  const std::lock_guard lock(mutex_);
  items_.clear();
  is_abandoned_ = true;
  is_closed_ = true;
  changed_.notify_all();
}

std::optional<ItemQueue::Taken> ItemQueue::take(int thread) {
  const std::lock_guard lock(mutex_);
  auto& begun = begun_[static_cast<std::size_t>(thread)];
  finish(begun);
  std::optional<Taken> taken;
  if (!items_.empty()) {
    taken = Taken{std::move(items_.front()), std::nullopt};
    items_.pop_front();
    begun.estimated_seconds = taken->item.estimated_seconds;
    waiting_seconds_ = items_.empty() ? 0.0 : waiting_seconds_ - begun.estimated_seconds;
    if (items_.size() >= begun_.size()) taken->ahead = items_[begun_.size() - 1];
  }
  const double low_seconds = warn_below_seconds_ * threads();
  if (!is_closed_ && !has_warned_ && pace() * waiting_seconds_ < low_seconds) {
    has_warned_ = true;
    low_.ring();
  }
  return taken;
}

bool ItemQueue::is_closed() const {
  const std::lock_guard lock(mutex_);
  return is_closed_;
}

bool ItemQueue::is_over() const {
  const std::lock_guard lock(mutex_);
  return is_closed_ && items_.empty();
}

void ItemQueue::wait_for(std::chrono::microseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return is_closed_ || !items_.empty(); });
}

ItemQueue::Ahead ItemQueue::ahead() const {
  const std::lock_guard lock(mutex_);
  Ahead ahead;
  ahead.waiting_seconds = pace() * waiting_seconds_;
  for (const auto& each : begun_) {
    const bool is_busy = each.estimated_seconds > 0.0;
    ahead.left_seconds.push_back(
        is_busy ? done_.ratio() * each.estimated_seconds - each.since.seconds() : 0.0);
  }
  return ahead;
}

void ItemQueue::warn_below(double seconds) {
  const std::lock_guard lock(mutex_);
  warn_below_seconds_ = seconds;
}

}  // namespace mpietl::run
