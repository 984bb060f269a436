#include "mpietl/report/makespan.hpp"

#include <algorithm>

#include "mpietl/report/known.hpp"

namespace mpietl::report {

namespace {

/// What other threads gave to a file; nothing where its stages are as long as it, but for rounding.
double helped_seconds(const Record& file) {
  constexpr double rounding = 1.001;
  const double seconds = finite(busy_seconds(file));
  return seconds > rounding * file.total_seconds ? seconds - file.total_seconds : 0.0;
}

}  // namespace

double Makespan::bound_seconds() const { return std::max(even_seconds, longest_seconds); }

double Makespan::by_bound() const {
  return bound_seconds() > 0.0 ? seconds / bound_seconds() : not_measured;
}

Makespan makespan_of(FileList files, double threads, double work_seconds) {
  Makespan makespan{work_seconds, 0.0, 0.0};
  for (const Record* const file : files) {
    if (file->status == Status::skipped) continue;
    makespan.even_seconds += finite(thread_seconds(*file));
    makespan.longest_seconds = std::max(makespan.longest_seconds, finite(file->total_seconds));
  }
  makespan.even_seconds = threads > 0.0 ? makespan.even_seconds / threads : 0.0;
  return makespan;
}

double Idle::total() const { return std::max(0.0, start + between + tail + unused - helping); }

Idle idle_of(FileList files, std::span<const Lane> lanes, double threads, const Phase& work) {
  const double seconds = std::max(0.0, finite(work.end - work.start));
  Idle idle;
  idle.thread_seconds = threads * seconds;
  for (const Lane& lane : lanes) {
    idle.start += std::clamp(lane.first_start - work.start, 0.0, seconds);
    idle.between += lane.gap_seconds();
    idle.tail += std::clamp(work.end - lane.last_end, 0.0, seconds);
  }
  idle.unused = seconds * std::max(0.0, threads - static_cast<double>(lanes.size()));
  for (const Record* const file : files) {
    if (file->status != Status::skipped) idle.helping += helped_seconds(*file);
  }
  return idle;
}

}  // namespace mpietl::report
