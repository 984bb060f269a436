#include "schedule/simulated_rank.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::schedule {

SimulatedRank::SimulatedRank(const KnownWork& work, int threads, double speed)
    : work_(&work), speed_(speed), threads_(static_cast<std::size_t>(std::max(1, threads))) {}

void SimulatedRank::receive(double now, std::vector<Given> tasks) {
  for (const auto& given : tasks) waiting_seconds_ += given.estimated_seconds;
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(next_));
  next_ = 0;
  if (waiting_.empty()) {
    waiting_ = std::move(tasks);
  } else {
    waiting_.insert(waiting_.end(), tasks.begin(), tasks.end());
  }
  ready_ = now;
}

double SimulatedRank::end_of(double start, double seconds) const {
  double end = start + seconds;
  for (const auto& stall : stalls_) {
    const double stall_end = stall.start_seconds + stall.seconds;
    if (start < stall_end && end > stall.start_seconds) {
      end += stall_end - std::max(start, stall.start_seconds);
    }
  }
  return end;
}

void SimulatedRank::begin(const Given& given, double start) {
  waiting_seconds_ = std::max(0.0, waiting_seconds_ - given.estimated_seconds);
  const double own = work_->thread_seconds(given.task.value) / speed_;
  // Two threads that share a processor get half of it each.
  const double lost = std::min(lost_seconds_, own);
  lost_seconds_ -= lost;
  const double end = end_of(start, own + lost);
  busy_seconds_ += own;
  longest_seconds_ = std::max(longest_seconds_, end - start);
  begun_.push_back({given.task, end, end - start});
  std::ranges::pop_heap(threads_, std::greater{});
  threads_.back() = {end, start + given.estimated_seconds};
  std::ranges::push_heap(threads_, std::greater{});
}

void SimulatedRank::help_with_large() {
  for (auto& large : begun_) {
    if (work_->is_shared && work_->is_shared(large.task.value)) help(large);
  }
}

void SimulatedRank::help(Begun& large) {
  std::ranges::sort(threads_, {}, &Thread::free_at);
  double sum = large.end;
  double end = large.end;
  std::size_t helpers = 0;
  while (helpers < threads_.size() && threads_[helpers].free_at < end) {
    sum += threads_[helpers].free_at;
    ++helpers;
    end = sum / static_cast<double>(helpers + 1);
  }
  // All of them end at once.
  std::ranges::find(threads_, large.end, &Thread::free_at)->free_at = end;
  for (std::size_t i = 0; i < helpers; ++i) threads_[i].free_at = end;
  large.end = end;
  std::ranges::make_heap(threads_, std::greater{});
}

bool SimulatedRank::is_short(double now, double ask_below) {
  if (waiting_seconds_ >= ask_below * static_cast<double>(threads())) return false;
  left_seconds_.clear();
  for (const auto& thread : threads_) {
    left_seconds_.push_back(thread.free_at > now ? thread.estimated_end - now : 0.0);
  }
  return is_short_of_work(waiting_seconds_, left_seconds_, ask_below);
}

double SimulatedRank::when_short(double from, double until, double ask_below) {
  if (!is_short(until, ask_below)) return never;
  constexpr double fine_enough_seconds = 1e-6;
  while (until - from > fine_enough_seconds) {
    const double middle = std::midpoint(from, until);
    (is_short(middle, ask_below) ? until : from) = middle;
  }
  return until;
}

double SimulatedRank::run(double until, double ask_below) {
  while (true) {
    double start = never;
    if (has_waiting()) start = std::max(ready_, threads_.front().free_at);
    if (ask_below > 0.0) {
      const double ask = when_short(ready_, std::max(ready_, std::min(start, until)), ask_below);
      if (ask < never) return ask;
    }
    if (start > until || !has_waiting()) return never;
    begin(waiting_[next_++], start);
    ready_ = start;
    if (!has_waiting()) help_with_large();
  }
}

std::size_t SimulatedRank::send_records(double now) {
  const auto ended = std::partition(begun_.begin(), begun_.end(),
                                    [&](const Begun& task) { return task.end > now; });
  const auto count = static_cast<std::size_t>(begun_.end() - ended);
  sent_.insert(sent_.end(), ended, begun_.end());
  begun_.erase(ended, begun_.end());
  return count;
}

SimulatedRank::Begun SimulatedRank::take_record() {
  const Begun record = sent_.front();
  sent_.pop_front();
  return record;
}

double SimulatedRank::first_end() const {
  return begun_.empty() ? never : std::ranges::min(begun_, {}, &Begun::end).end;
}

double SimulatedRank::last_end() const {
  return begun_.empty() ? never : std::ranges::max(begun_, {}, &Begun::end).end;
}

}  // namespace mpietl::schedule
