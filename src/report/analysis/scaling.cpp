#include <algorithm>
#include <cmath>

#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/report/analysis/efficiency.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

namespace {

/// The runs of one configuration.
using Repetitions = std::vector<const NamedRun*>;

std::vector<Repetitions> by_configuration(const std::vector<NamedRun>& runs) {
  std::vector<Repetitions> groups;
  for (const NamedRun& run : runs) {
    const auto found = std::ranges::find_if(groups, [&](const Repetitions& group) {
      return group.front()->configuration == run.configuration;
    });
    if (found == groups.end()) {
      groups.push_back({&run});
    } else {
      found->push_back(&run);
    }
  }
  return groups;
}

/// The value of `measure` for each run.
template <class Measure>
Range range_over(const Repetitions& runs, const Measure& measure) {
  std::vector<double> values;
  values.reserve(runs.size());
  for (const NamedRun* run : runs) values.push_back(measure(*run));
  return range_of(std::move(values));
}

/// Speed-up over the run of the same repetition in `base`; NaN if there is none.
double speedup_of(const NamedRun& run, const Repetitions& base) {
  const auto same = std::ranges::find(base, run.repetition, &NamedRun::repetition);
  if (same == base.end()) return not_measured;
  return work_seconds((*same)->report) / work_seconds(run.report);
}

double imbalance_of(const Report& report) {
  return 1.0 / efficiency_of(report.ranks, work_seconds(report)).load_balance;
}

double threads_of(const Scaling& row) {
  return static_cast<double>(row.ranks) * static_cast<double>(row.threads);
}

double bytes_of(const NamedRun& run) { return output_of(files_of_run(run.report)).bytes_in; }

/// All values except the speed-up.
Scaling row_of(const Repetitions& runs) {
  const NamedRun& first = *runs.front();
  const Summary& summary = first.report.summary;
  Scaling scaling{first.configuration,
                  summary.ranks,
                  summary.threads_per_rank,
                  host_count(summary),
                  summary.ranks > 1 ? summary.schedule : "",
                  first.chunk,
                  runs.size(),
                  {},
                  1.0,
                  {}};
  scaling.work_seconds =
      range_over(runs, [](const NamedRun& run) { return work_seconds(run.report); });
  scaling.imbalance =
      range_over(runs, [](const NamedRun& run) { return imbalance_of(run.report); }).median;
  return scaling;
}

void set_speedup(const Range& speedup, const Repetitions& base, Scaling& row) {
  row.speedup = speedup;
  row.efficiency = speedup.median * threads_of(row_of(base)) / threads_of(row);
}

/// Speed-up of medians, and its range from the extremes.
Range speedup_of_any(const Range& base, const Range& own, double work) {
  return {work * base.median / own.median, work * base.min / own.max, work * base.max / own.min};
}

}  // namespace

std::vector<Scaling> scaling_of(const Runs& runs) {
  std::vector<Scaling> rows;
  const auto groups = by_configuration(runs.runs);
  for (const auto& group : groups) {
    Scaling& row = rows.emplace_back(row_of(group));
    const auto& base = groups.front();
    set_speedup(range_over(group, [&](const NamedRun& run) { return speedup_of(run, base); }), base,
                row);
  }
  return rows;
}

std::vector<Scaling> scaling_of_any(const Runs& runs) {
  std::vector<Scaling> rows;
  const auto groups = by_configuration(runs.runs);
  double first_bytes = not_measured;
  for (const auto& group : groups) {
    Scaling& row = rows.emplace_back(row_of(group));
    const double bytes = range_over(group, bytes_of).median;
    if (rows.size() == 1) first_bytes = bytes;
    row.work_by_first = bytes / first_bytes;
    set_speedup(speedup_of_any(rows.front().work_seconds, row.work_seconds, row.work_by_first),
                groups.front(), row);
  }
  return rows;
}

Verdict verdict_of(const Scaling& row, const Scaling& first) {
  if (&row == &first) return Verdict::first;
  if (row.repetitions < 2 || first.repetitions < 2) return Verdict::single;
  if (row.speedup.min > 1.0) return Verdict::faster;
  return row.speedup.max < 1.0 ? Verdict::slower : Verdict::overlap;
}

ScalingKind kind_of(const std::vector<Scaling>& rows) {
  constexpr double same_work = 0.02;
  constexpr double same_share = 0.1;
  bool is_strong = true;
  bool is_weak = true;
  bool differs = false;
  for (const Scaling& row : rows) {
    const double threads = threads_of(row) / threads_of(rows.front());
    differs = differs || threads != 1.0;
    is_strong = is_strong && std::abs(row.work_by_first - 1.0) <= same_work;
    is_weak = is_weak && std::abs(row.work_by_first / threads - 1.0) <= same_share;
  }
  if (!differs) return ScalingKind::none;
  return is_strong ? ScalingKind::strong : is_weak ? ScalingKind::weak : ScalingKind::none;
}

}  // namespace mpietl::report
