#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "mpietl/report/measures.hpp"
#include "mpietl/report/stages.hpp"
#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

/// `part` of `whole` as a bar of at most 20 characters, in eighths of one.
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

}  // namespace

void print_throughput(Page& page, const report::Report& report) {
  const report::Output output = report::output_of(report::files_of_run(report));
  if (output.files <= 0.0) return;
  const double run = report.summary.wall_seconds;
  const double work = report::work_seconds(report);
  page.heading("Throughput", "run " + format_duration(run) + ", work " + format_duration(work));
  throughput_grid(output, run, work).print(page);
}

void print_phases(Page& page, const report::Report& report) {
  if (report.phases.empty()) return;
  const double run = report.summary.wall_seconds;
  page.heading("Phases", "of the run, " + format_duration(run));
  std::vector<double> times;
  for (const report::Phase& phase : report.phases) times.push_back(phase.end);
  const TimeScale scale(times);
  Grid grid({{"", Align::left, 0, true},
             {"start " + scale.unit(), Align::right, 1},
             {"took " + scale.unit()},
             {"share"},
             {"", Align::left, 4, false, Style::bar}});
  for (const report::Phase& phase : report.phases) {
    const double took = phase.end - phase.start;
    grid.row({phase.phase, scale.format(phase.start), scale.format(took), format_percent(took, run),
              bar(took, run)});
  }
  grid.print(page);
}

namespace {

void print_estimates(Page& page, report::FileList files) {
  const auto [factor, ratio_of_sums] = report::estimate_error(files);
  if (!std::isfinite(factor.median)) return;
  page.text(2, "estimated cost of a file: off by a factor of " + format_fixed(factor.median, 2) +
                   " (median), " + format_fixed(factor.p95, 2) + " (p95); in sum " +
                   format_percent(ratio_of_sums, 1.0) + " of what was measured");
}

}  // namespace

void print_stages(Page& page, const report::Report& report) {
  const auto files = report::files_of_run(report);
  const auto stages = report::stages_of(files);
  const double total = stages.back().seconds;
  if (!(total > 0.0)) return;
  page.heading("Time by stage", "of all threads, and per file");
  const TimeScale all(std::array{total});
  const TimeScale each(std::array{stages.back().per_file.max});
  Grid grid({{"", Align::left},
             {all.unit()},
             {"share"},
             {"", Align::left, 4, false, Style::bar},
             {"median " + each.unit(), Align::right, 1},
             {"p95 " + each.unit(), Align::right, 2},
             {"max " + each.unit(), Align::right, 3}});
  for (const report::Stage& stage : stages) {
    const bool is_total = &stage == &stages.back();
    grid.row({stage.name, all.format(stage.seconds), format_percent(stage.seconds, total),
              is_total ? "" : bar(stage.seconds, total), each.format(stage.per_file.median),
              each.format(stage.per_file.p95), each.format(stage.per_file.max)},
             is_total ? Style::strong : Style::plain);
  }
  grid.print(page);
  print_estimates(page, files);
}

}  // namespace mpietl::view
