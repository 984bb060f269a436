#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "view/html/charts.hpp"
#include "view/words.hpp"

namespace mpietl::view::html {

namespace {

std::string layout_of(const report::Summary& summary) {
  return plural(summary.ranks, "rank") + " × " + plural(summary.threads_per_rank, "thread") +
         schedule_of(summary);
}

/// Adds a figure; one whose value is not known is left out.
void add(std::vector<Figure>& figures, const char* name, const std::string& value,
         const std::string& meaning) {
  if (value != unknown) figures.push_back({name, value, meaning});
}

void add_amounts(const report::Analysis& analysis, std::vector<Figure>& figures) {
  const report::Counts& counts = analysis.counts;
  add(figures, "Files done", format_count(counts.done),
      "of " + format_count(counts.items) + "; " + format_count(counts.failed) + " failed, " +
          format_count(counts.skipped) + " skipped" +
          (counts.dropped > 0 ? ", " + format_count(counts.dropped) + " dropped" : ""));
  add(figures, "Run", format_duration(analysis.run_seconds),
      "of which the work phase " + format_duration(analysis.work_seconds));
  const report::Output& output = analysis.output;
  if (output.files <= 0.0) return;
  add(figures, "Throughput", format_rate(output.bytes_in + output.bytes_out, analysis.work_seconds),
      "in and out, in the work phase; " + format_fixed(output.files / analysis.work_seconds, 1) +
          " files/s");
  add(figures, "Speed", format_fixed(output.audio_seconds / analysis.work_seconds, 0) + " ×",
      "real time; " + format_duration(output.audio_seconds) + " of audio");
}

void add_use_of_threads(const report::Analysis& analysis, std::vector<Figure>& figures) {
  const report::Efficiency& efficiency = analysis.efficiency;
  add(figures, "Parallel efficiency", format_percent(efficiency.parallel, 1.0),
      "load balance × communication: the part of the work phase that threads worked");
  add(figures, "Load balance", format_percent(efficiency.load_balance, 1.0),
      "useful time: mean of the ranks / the busiest");
  add(figures, "Communication", format_percent(efficiency.communication, 1.0),
      "time not lost to starting, messages and waiting");
  add(figures, "Makespan", format_fixed(analysis.makespan.by_bound(), 2) + " ×",
      "the least possible, " + format_duration(analysis.makespan.bound_seconds()) +
          ": work spread evenly, or the longest file");
}

void add_per_file(const report::Analysis& analysis, std::vector<Figure>& figures) {
  const report::Spread& total = analysis.stages.back().per_file;
  add(figures, "A file takes", format_duration(total.median),
      "median; p95 " + format_duration(total.p95) + ", p99 " + format_duration(total.p99) +
          ", slowest " + format_duration(total.max));
  const report::EstimateError& estimates = analysis.estimates;
  add(figures, "Estimates", format_percent(estimates.ratio_of_sums, 1.0),
      "of the measured cost in sum; a file is off by a factor of " +
          format_fixed(estimates.factor.median, 2) + " (median)");
}

/// A run that did not do all of its work was not as fast as it seems.
bool is_incomplete(const report::NamedRun& run) {
  const report::Summary& summary = run.report.summary;
  return summary.status != "complete" || summary.done != summary.items;
}

std::string incomplete_note(const std::vector<report::NamedRun>& runs) {
  constexpr std::int64_t max_names = 3;
  std::int64_t count = 0;
  std::string names;
  for (const report::NamedRun& run : runs) {
    if (!is_incomplete(run)) continue;
    if (++count <= max_names) names += (count > 1 ? ", " : "") + run.name;
  }
  if (count == 0) return "";
  return format_count(count) + " of " + plural(runs.size(), "run") +
         " did not do all files, so they may seem too fast: " + names +
         (count > max_names ? ", …" : "");
}

/// "100 files to 200 files" where runs differ; empty where all are alike.
template <class Format>
std::string differing(const std::vector<report::NamedRun>& runs,
                      std::int64_t report::Summary::*amount, const Format& format) {
  const auto of = [&](const report::NamedRun& run) { return run.report.summary.*amount; };
  const auto [smallest, largest] = std::ranges::minmax_element(runs, {}, of);
  if (of(*smallest) == of(*largest)) return "";
  return format(of(*smallest)) + " to " + format(of(*largest));
}

std::string work_note(const std::vector<report::NamedRun>& runs) {
  const auto files = differing(runs, &report::Summary::items,
                               [](std::int64_t count) { return plural(count, "file"); });
  const auto bytes = differing(runs, &report::Summary::bytes_in, [](std::int64_t count) {
    return format_size(static_cast<double>(count));
  });
  if (files.empty() && bytes.empty()) return "";
  return "The runs had different work (" + files + (files.empty() || bytes.empty() ? "" : ", ") +
         bytes + "): speed-up is work done in a second, by that of the first.";
}

}  // namespace

std::vector<Fact> facts_of(const report::Report& report) {
  const report::Summary& summary = report.summary;
  std::vector<Fact> facts;
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) facts.push_back({name, text});
  };
  put("Command", summary.command_line);
  put("Started", summary.created);
  put("Layout", layout_of(summary));
  put("Hosts", summary.hosts);
  const std::string libraries = software_of(summary);
  put("Software",
      "mpietl " + summary.mpietl_version + (libraries.empty() ? "" : " · " + libraries));
  put("Seed", std::to_string(summary.seed));
  put("Shard", summary.shard);
  if (summary.files_left_out > 0) {
    put("Left out", plural(summary.files_left_out, "file") + " in the input folders");
  }
  put("Settings", settings_of(summary));
  if (summary.joined > 0) put("Joined", plural(summary.joined, "report"));
  return facts;
}

std::vector<Figure> figures_of(const ShownRun& run) {
  std::vector<Figure> figures;
  add_amounts(run.analysis, figures);
  if (std::isfinite(run.analysis.efficiency.load_balance))
    add_use_of_threads(run.analysis, figures);
  add_per_file(run.analysis, figures);
  return figures;
}

std::vector<std::string> scaling_notes_of(const std::vector<report::NamedRun>& runs) {
  std::vector<std::string> notes;
  if (runs.empty()) return notes;
  for (const std::string& note : {incomplete_note(runs), work_note(runs)})
    if (!note.empty()) notes.push_back(note);
  return notes;
}

}  // namespace mpietl::view::html
