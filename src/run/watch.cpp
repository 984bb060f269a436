#include "mpietl/run/watch.hpp"

#include <algorithm>

namespace mpietl::run {

namespace {

double seconds_since(Watch::Clock::duration then) {
  return std::chrono::duration<double>(Watch::Clock::now().time_since_epoch() - then).count();
}

}  // namespace

Watch::Entry::Entry(Watch& watch, const job::Item& item) : watch_(watch), item_(item) {
  const std::lock_guard lock(watch_.mutex_);
  watch_.entries_.push_back(this);
}

Watch::Entry::~Entry() {
  const std::lock_guard lock(watch_.mutex_);
  std::erase(watch_.entries_, this);
}

std::vector<Watch::Stalled> Watch::stalled(double seconds) {
  std::vector<Stalled> stalled;
  const std::lock_guard lock(mutex_);
  for (auto* entry : entries_) {
    const double still = seconds_since(entry->moved_at_.load(std::memory_order_relaxed));
    if (entry->is_told_ || still < seconds) continue;
    entry->is_told_ = true;
    stalled.push_back({entry->item_.index, entry->item_.input, still});
  }
  return stalled;
}

std::vector<Watch::Stalled> Watch::in_flight() const {
  std::vector<Stalled> items;
  {
    const std::lock_guard lock(mutex_);
    for (const auto* entry : entries_) {
      const double still = seconds_since(entry->moved_at_.load(std::memory_order_relaxed));
      items.push_back({entry->item_.index, entry->item_.input, still});
    }
  }
  std::ranges::sort(items, std::ranges::greater(), &Stalled::seconds);
  return items;
}

}  // namespace mpietl::run
