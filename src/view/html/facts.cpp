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

/// Adds figures about one thing, but none of unknown value.
class Figures {
 public:
  Figures(const char* about, std::vector<Figure>& figures) : about_(about), figures_(figures) {}

  void add(const char* name, const std::string& value, const std::string& meaning) {
    if (value != unknown) figures_.push_back({name, value, meaning, about_});
  }

 private:
  const char* about_;
  std::vector<Figure>& figures_;
};

void add_amounts(const report::Analysis& analysis, Figures& figures) {
  const report::Output& output = analysis.output;
  const double bytes = output.bytes_in + output.bytes_out;
  const auto files_rate = format_fixed(output.files / analysis.work_seconds, 1) + " files/s";
  if (bytes > 0.0) {
    figures.add("Throughput", format_rate(bytes, analysis.work_seconds),
                "in and out, in the work phase; " + files_rate);
  } else if (output.files > 0.0) {
    figures.add("Throughput", files_rate, "in the work phase");
  }
  if (output.audio_seconds > 0.0) {
    figures.add("Speed", format_fixed(output.audio_seconds / analysis.work_seconds, 0) + " ×",
                "real time; " + format_duration(output.audio_seconds) + " of audio");
  }
  figures.add("Run", format_duration(analysis.run_seconds),
              "of which the work phase " + format_duration(analysis.work_seconds));
}

void add_per_file(const report::Analysis& analysis, Figures& figures) {
  const report::Spread& total = analysis.stages.back().per_file;
  figures.add("A file takes", format_duration(total.median),
              "median; p95 " + format_duration(total.p95) + ", p99 " + format_duration(total.p99) +
                  ", slowest " + format_duration(total.max));
}

void add_use_of_threads(const report::Analysis& analysis, Figures& figures) {
  const report::Efficiency& efficiency = analysis.efficiency;
  const bool is_one_rank = analysis.report->ranks.size() < 2;
  figures.add("Parallel efficiency", format_percent(efficiency.parallel, 1.0),
              is_one_rank
                  ? "the part of the work phase that threads worked"
                  : "load balance × communication: the part of the work phase that threads worked");
  if (!is_one_rank) {
    figures.add("Load balance", format_percent(efficiency.load_balance, 1.0),
                "useful time: mean of the ranks / the busiest");
    figures.add("Communication", format_percent(efficiency.communication, 1.0),
                "time not lost to starting, messages and waiting");
  }
  figures.add("Makespan", format_fixed(analysis.makespan.by_bound(), 2) + " ×",
              "the least possible, " + format_duration(analysis.makespan.bound_seconds()) +
                  ": work spread evenly, or the longest file");
}

void add_estimates(const report::EstimateError& estimates, Figures& figures) {
  figures.add("Estimates", format_percent(estimates.ratio_of_sums, 1.0),
              "of the measured cost in sum; a file is off by a factor of " +
                  format_fixed(estimates.factor.median, 2) + " (median)");
}

/// A run that did only part of its work was not as fast as it seems.
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

/// "100 files to 200 files" if runs differ; empty if all have the same number.
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
  const auto put = [&](const char* name, const std::string& text, bool is_main = false) {
    if (!text.empty()) facts.push_back({name, text, is_main});
  };
  put("Command", summary.command_line, true);
  put("Layout", layout_of(summary), true);
  put("Shard", shard_of(summary), true);
  put("Joined", parts_of(summary), true);
  if (summary.files_left_out > 0) {
    put("Left out", plural(summary.files_left_out, "file") + " in the input folders", true);
  }
  put("Started", summary.created);
  put("Folder", summary.working_directory);
  put("Hosts", spaced(summary.hosts));
  const std::string libraries = software_of(summary);
  put("Software",
      "mpietl " + summary.mpietl_version + (libraries.empty() ? "" : " · " + libraries));
  put("Seed", std::to_string(summary.seed));
  put("Settings", settings_of(summary));
  return facts;
}

std::vector<Figure> figures_of(const ShownRun& run) {
  std::vector<Figure> figures;
  Figures of_speed("throughput", figures);
  add_amounts(run.analysis, of_speed);
  add_per_file(run.analysis, of_speed);
  Figures of_balance("balance", figures);
  if (std::isfinite(run.analysis.efficiency.load_balance))
    add_use_of_threads(run.analysis, of_balance);
  add_estimates(run.analysis.estimates, of_balance);
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
