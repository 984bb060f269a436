#include "mpietl/run/supervision.hpp"

#include <algorithm>
#include <thread>

#include "mpietl/core/error.hpp"

namespace mpietl::run {

void Stop::check() const {
  if (is_abandoned()) throw Error(Reason::stopped, "stopped before it was finished");
}

void Stop::pause(std::chrono::milliseconds time) const {
  // Waking a sleeping thread would need a lock around the flag, and stopping is rare.
  constexpr std::chrono::milliseconds check_interval{20};
  while (time.count() > 0 && !is_abandoned()) {
    const auto now = std::min(time, check_interval);
    std::this_thread::sleep_for(now);
    time -= now;
  }
}

bool is_host_failure(const Error& error) noexcept {
  return error.reason() == Reason::no_space || error.reason() == Reason::host;
}

void FirstHostFailure::note(const Error& error, const job::Item& item) {
  const std::lock_guard lock(mutex_);
  if (!first_) first_ = HostFailure{error.reason(), error.what(), item.input, item.index};
  is_there_ = true;
}

std::optional<HostFailure> FirstHostFailure::get() const {
  if (!is_there_) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return first_;
}

Watch::Entry::Entry(Watch& watch, const job::Item& item) : watch_(watch), item_(item) {
  const std::lock_guard lock(watch_.mutex_);
  watch_.entries_.push_back(this);
}

Watch::Entry::~Entry() {
  const std::lock_guard lock(watch_.mutex_);
  std::erase(watch_.entries_, this);
}

Watch::Stalled Watch::Entry::look(Clock::time_point now) const {
  const auto still = now.time_since_epoch() - progressed_at_.load(std::memory_order_relaxed);
  return {item_.index, item_.input, std::chrono::duration<double>(still).count()};
}

void Watch::progressed(const job::Item& item) {
  const std::lock_guard lock(mutex_);
  for (auto* entry : entries_) {
    if (entry->item_.index == item.index) entry->progressed();
  }
}

std::vector<Watch::Stalled> Watch::stalled(double seconds) {
  std::vector<Stalled> stalled;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  for (auto* entry : entries_) {
    auto look = entry->look(now);
    if (entry->is_reported_ || look.seconds < seconds) continue;
    entry->is_reported_ = true;
    stalled.push_back(std::move(look));
  }
  return stalled;
}

std::vector<Watch::Stalled> Watch::in_flight() const {
  std::vector<Stalled> items;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  for (const auto* entry : entries_) items.push_back(entry->look(now));
  std::ranges::sort(items, std::ranges::greater(), &Stalled::seconds);
  return items;
}

}  // namespace mpietl::run
