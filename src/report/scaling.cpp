#include "mpietl/report/scaling.hpp"

#include <algorithm>
#include <cmath>

#include "mpietl/report/efficiency.hpp"

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

/// What `measure` says of each run.
template <class Measure>
Range range_over(const Repetitions& runs, const Measure& measure) {
  std::vector<double> values;
  values.reserve(runs.size());
  for (const NamedRun* run : runs) values.push_back(measure(*run));
  return range_of(std::move(values));
}

/// How many times as fast as the run of the same repetition among `base`; NaN where there is none.
double speedup_of(const NamedRun& run, const Repetitions& base) {
  const auto same = std::ranges::find(base, run.repetition, &NamedRun::repetition);
  if (same == base.end()) return not_measured;
  return work_seconds((*same)->report) / work_seconds(run.report);
}

double imbalance_of(const Report& report) {
  return 1.0 / efficiency_of(report.ranks, work_seconds(report)).load_balance;
}

double threads_of(const Repetitions& runs) {
  const Summary& summary = runs.front()->report.summary;
  return static_cast<double>(summary.ranks) * static_cast<double>(summary.threads_per_rank);
}

Scaling scaling_against(const Repetitions& base, const Repetitions& runs) {
  const NamedRun& first = *runs.front();
  const Summary& summary = first.report.summary;
  Scaling scaling{first.configuration,
                  summary.ranks,
                  summary.threads_per_rank,
                  summary.schedule,
                  first.chunk,
                  runs.size(),
                  {},
                  {}};
  scaling.work_seconds =
      range_over(runs, [](const NamedRun& run) { return work_seconds(run.report); });
  scaling.speedup = range_over(runs, [&](const NamedRun& run) { return speedup_of(run, base); });
  scaling.efficiency = scaling.speedup.median * threads_of(base) / threads_of(runs);
  scaling.imbalance =
      range_over(runs, [](const NamedRun& run) { return imbalance_of(run.report); }).median;
  return scaling;
}

}  // namespace

std::vector<Scaling> scaling_of(const Runs& runs) {
  std::vector<Scaling> rows;
  const auto groups = by_configuration(runs.runs);
  for (const auto& group : groups) rows.push_back(scaling_against(groups.front(), group));
  return rows;
}

}  // namespace mpietl::report
