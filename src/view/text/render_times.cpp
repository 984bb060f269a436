#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

/// `part` of `whole` as a bar of at most 20 characters, in eighths of a character.
std::string bar(double part, double whole) {
  constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  constexpr double columns = 20.0;
  if (!(whole > 0.0) || !std::isfinite(part)) return "";
  const double share = std::clamp(part / whole, 0.0, 1.0);
  const auto length = static_cast<std::size_t>(std::lround(8.0 * columns * share));
  std::string text;
  for (std::size_t i = 0; i < length / 8; ++i) text += "█";
  return text + std::string(eighths.at(length % 8));
}

std::string per_second(double amount, double seconds, int decimals, const std::string& unit) {
  if (!(seconds > 0.0) || !std::isfinite(amount / seconds)) return unknown;
  return format_fixed(amount / seconds, decimals) + unit;
}

Grid throughput_grid(const report::Output& output, double run, double work) {
  Grid grid({{"", Align::left}, {"total"}, {"run", Align::right, 1}, {"work phase"}});
  const auto add_bytes = [&](const std::string& name, double bytes) {
    grid.row({name, format_size(bytes), format_rate(bytes, run), format_rate(bytes, work)});
  };
  grid.row({"files done", format_fixed(output.files, 0),
            per_second(output.files, run, 1, " files/s"),
            per_second(output.files, work, 1, " files/s")});
  add_bytes("bytes in", output.bytes_in);
  add_bytes("bytes out", output.bytes_out);
  add_bytes("in + out", output.bytes_in + output.bytes_out);
  grid.row({"audio", format_duration(output.audio_seconds),
            per_second(output.audio_seconds, run, 0, " × real time"),
            per_second(output.audio_seconds, work, 0, " × real time")});
  return grid;
}

/// "listing 0.17ms (<0.1%) · work 427.66ms (98.4%)", of the run.
void print_phases(Page& page, const report::Analysis& analysis) {
  std::string text;
  for (const report::Phase& phase : analysis.report->phases) {
    const double took = phase.end - phase.start;
    text += (text.empty() ? "" : " · ") + phase.phase + " " + format_duration(took) + " (" +
            format_percent(took, analysis.run_seconds) + ")";
  }
  if (!text.empty()) page.prose("of the run: " + text);
}

}  // namespace

void print_throughput(Page& page, const report::Analysis& analysis) {
  if (analysis.output.files > 0.0) {
    page.heading("Throughput", "run " + format_duration(analysis.run_seconds) + ", work " +
                                   format_duration(analysis.work_seconds));
    throughput_grid(analysis.output, analysis.run_seconds, analysis.work_seconds).print(page);
  } else if (!analysis.report->phases.empty()) {
    page.heading("Phases");
  }
  print_phases(page, analysis);
}

namespace {

/// The sizes of files, for comparison with their times.
void print_sizes(Page& page, const report::Spread& bytes) {
  if (!std::isfinite(bytes.median)) return;
  page.prose("size of a file: median " + format_size(bytes.median) + ", p95 " +
             format_size(bytes.p95) + ", p99 " + format_size(bytes.p99) + ", max " +
             format_size(bytes.max));
}

}  // namespace

void print_stages(Page& page, const report::Analysis& analysis) {
  const auto& stages = analysis.stages;
  const double total = stages.back().seconds;
  if (!(total > 0.0)) return;
  page.heading("Time by stage", "of all threads, and per file");
  const TimeScale all(std::array{total});
  const TimeScale each(std::array{stages.back().per_file.max});
  Grid grid({{"", Align::left},
             {all.unit()},
             {"share"},
             {"", Align::left, 4, Cut::none, Style::bar},
             {"median " + each.unit(), Align::right, 1},
             {"p95 " + each.unit(), Align::right, 2},
             {"p99 " + each.unit(), Align::right, 5},
             {"max " + each.unit(), Align::right, 3}});
  for (const report::Stage& stage : stages) {
    const bool is_total = &stage == &stages.back();
    grid.row({stage.name, all.format(stage.seconds), format_percent(stage.seconds, total),
              is_total ? "" : bar(stage.seconds, total), each.format(stage.per_file.median),
              each.format(stage.per_file.p95), each.format(stage.per_file.p99),
              each.format(stage.per_file.max)},
             is_total ? Style::strong : Style::plain);
  }
  grid.print(page);
  print_sizes(page, analysis.file_bytes);
}

namespace {

constexpr double poor = 0.8;

void print_metrics(Page& page, const report::Efficiency& efficiency) {
  Grid grid({{"", Align::left}, {""}, {"", Align::left, 0, Cut::end, Style::faint}});
  const auto add = [&](const char* name, double value, const char* meaning) {
    if (!std::isfinite(value)) return;
    grid.row({name, format_percent(value, 1.0), meaning},
             value < poor ? Style::warning : Style::plain);
  };
  add("load balance", efficiency.load_balance,
      "how evenly ranks were loaded: their mean / the busiest");
  if (efficiency.thread_load_balance) {
    add("  of threads", *efficiency.thread_load_balance, "the same for single threads");
  }
  add("communication", efficiency.communication, "time not lost to starting, messages and waiting");
  add("parallel", efficiency.parallel, "both: fraction of the phase spent on files");
  grid.print(page);
}

void print_makespan(Page& page, const report::Makespan& makespan) {
  if (!std::isfinite(makespan.by_bound())) return;
  const bool is_longest = makespan.longest_seconds > makespan.even_seconds;
  page.prose("makespan " + format_duration(makespan.seconds) + ", " +
             format_fixed(makespan.by_bound(), 3) + " × the least possible: " +
             (is_longest ? "the longest file alone takes " : "spread evenly, the work takes ") +
             format_duration(makespan.bound_seconds()) + (is_longest ? "" : ", the longest file ") +
             (is_longest ? "" : format_duration(makespan.longest_seconds)));
}

void print_idle(Page& page, const report::Idle& idle) {
  if (!(idle.thread_seconds > 0.0)) return;
  std::string text = "threads idle " + format_duration(idle.total()) + " of " +
                     format_duration(idle.thread_seconds) + ": start " +
                     format_duration(idle.start) + " · between files " +
                     format_duration(idle.between) + " · tail " + format_duration(idle.tail);
  if (idle.unused > 0.0) text += " · without any file " + format_duration(idle.unused);
  if (idle.helping > 0.0) text += ", less " + format_duration(idle.helping) + " of helping others";
  page.prose(text);
}

void print_estimates(Page& page, const report::EstimateError& estimates) {
  const auto& [factor, ratio_of_sums] = estimates;
  if (!std::isfinite(factor.median)) return;
  page.prose("estimated cost of a file: wrong by a factor of " + format_fixed(factor.median, 2) +
             " (median), " + format_fixed(factor.p95, 2) + " (p95); total " +
             format_percent(ratio_of_sums, 1.0) + " of the measured one");
}

}  // namespace

void print_efficiency(Page& page, const report::Analysis& analysis) {
  if (!std::isfinite(analysis.efficiency.load_balance)) return;
  page.heading("Efficiency", "of " + format_fixed(analysis.threads, 0) +
                                 (analysis.threads == 1.0 ? " thread" : " threads") +
                                 " in the work phase, " + format_duration(analysis.work_seconds));
  print_metrics(page, analysis.efficiency);
  print_makespan(page, analysis.makespan);
  print_idle(page, analysis.idle);
  print_estimates(page, analysis.estimates);
}

}  // namespace mpietl::view
