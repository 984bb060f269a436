#include <cmath>

#include "view/html/charts.hpp"
#include "view/numbers.hpp"

namespace mpietl::view::html {

namespace {

/// Adds key figures one by one; one whose value is not known is left out.
class Figures {
 public:
  void add(const char* name, const std::string& value, const std::string& meaning) {
    if (value == unknown) return;
    figures_.push_back({{"name", name}, {"value", value}, {"meaning", meaning}});
  }

  Json take() { return std::move(figures_); }

 private:
  Json figures_ = Json::array();
};

void add_amounts(const report::Analysis& analysis, Figures& figures) {
  const report::Counts& counts = analysis.counts;
  figures.add("Files done", format_count(counts.done),
              "of " + format_count(counts.items) + "; " + format_count(counts.failed) +
                  " failed, " + format_count(counts.skipped) + " skipped");
  figures.add("Run", format_duration(analysis.run_seconds),
              "of which the work phase " + format_duration(analysis.work_seconds));
  const report::Output& output = analysis.output;
  if (output.files <= 0.0) return;
  figures.add("Throughput", format_rate(output.bytes_in + output.bytes_out, analysis.work_seconds),
              "in and out, in the work phase; " +
                  format_fixed(output.files / analysis.work_seconds, 1) + " files/s");
  figures.add("Speed", format_fixed(output.audio_seconds / analysis.work_seconds, 0) + " ×",
              "real time; " + format_duration(output.audio_seconds) + " of audio");
}

void add_use_of_threads(const report::Analysis& analysis, Figures& figures) {
  const report::Efficiency& efficiency = analysis.efficiency;
  figures.add("Parallel efficiency", format_percent(efficiency.parallel, 1.0),
              "load balance × communication: the part of the work phase that threads worked");
  figures.add("Load balance", format_percent(efficiency.load_balance, 1.0),
              "useful time: mean of the ranks / the busiest");
  figures.add("Communication", format_percent(efficiency.communication, 1.0),
              "not lost to start, messages, waiting: busiest rank / work phase");
  figures.add("Makespan", format_fixed(analysis.makespan.by_bound(), 2) + " ×",
              "the least possible, " + format_duration(analysis.makespan.bound_seconds()) +
                  ": work spread evenly, or the longest file");
}

void add_per_file(const report::Analysis& analysis, Figures& figures) {
  const report::Spread& total = analysis.stages.back().per_file;
  figures.add("A file takes", format_duration(total.median),
              "median; p95 " + format_duration(total.p95) + ", p99 " + format_duration(total.p99) +
                  ", slowest " + format_duration(total.max));
  const report::EstimateError& estimates = analysis.estimates;
  figures.add("Estimates", format_percent(estimates.ratio_of_sums, 1.0),
              "of the measured cost in sum; a file is off by a factor of " +
                  format_fixed(estimates.factor.median, 2) + " (median)");
}

}  // namespace

Json figures_of(const ShownRun& run) {
  Figures figures;
  add_amounts(run.analysis, figures);
  if (std::isfinite(run.analysis.efficiency.load_balance))
    add_use_of_threads(run.analysis, figures);
  add_per_file(run.analysis, figures);
  return figures.take();
}

}  // namespace mpietl::view::html
