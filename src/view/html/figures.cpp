#include "mpietl/report/statistics.hpp"
#include "view/html/charts.hpp"
#include "view/numbers.hpp"

namespace mpietl::view::html {

namespace {

/// Adds key figures one by one.
class Figures {
 public:
  void add(const char* name, const std::string& value, const std::string& meaning) {
    figures_.push_back({{"name", name}, {"value", value}, {"meaning", meaning}});
  }

  Json take() { return std::move(figures_); }

 private:
  Json figures_ = Json::array();
};

void add_amounts(const ShownRun& run, Figures& figures) {
  report::Summary counted;
  count_totals(report::rows_of(run.report.files), counted);
  figures.add("Files done", format_count(counted.done),
              "of " + format_count(counted.items) + "; " + format_count(counted.failed) +
                  " failed, " + format_count(counted.skipped) + " skipped");
  figures.add("Run", format_duration(run.report.summary.wall_seconds),
              "of which the work phase " + format_duration(run.work_seconds));
  const report::Output output = report::output_of(run.files);
  if (!(run.work_seconds > 0.0) || output.files <= 0.0) return;
  figures.add("Throughput", format_rate(output.bytes_in + output.bytes_out, run.work_seconds),
              "in and out, in the work phase; " + format_fixed(output.files / run.work_seconds, 1) +
                  " files/s");
  if (output.audio_seconds > 0.0)
    figures.add("Speed", format_fixed(output.audio_seconds / run.work_seconds, 0) + " ×",
                "real time; " + format_duration(output.audio_seconds) + " of audio");
}

void add_use_of_threads(const ShownRun& run, Figures& figures) {
  const auto balance = report::balance_of(run.report.ranks, run.work_seconds);
  if (!(balance.thread_seconds > 0.0) || !(balance.max_busy > 0.0)) return;
  figures.add("Parallel efficiency", format_percent(balance.busy, balance.thread_seconds),
              "of the thread-seconds of the work phase were spent on files");
  figures.add("Load balance", format_percent(balance.mean_busy, balance.max_busy),
              "busy time of the mean rank / the busiest rank");
}

void add_per_file(const ShownRun& run, Figures& figures) {
  const auto stages = report::stages_of(run.files);
  const report::Spread& total = stages.back().per_file;
  figures.add("A file takes", format_duration(total.median),
              "median; 95 % take up to " + format_duration(total.p95) + ", the slowest " +
                  format_duration(total.max));
}

}  // namespace

Json figures_of(const ShownRun& run) {
  Figures figures;
  add_amounts(run, figures);
  add_use_of_threads(run, figures);
  add_per_file(run, figures);
  return figures.take();
}

}  // namespace mpietl::view::html
