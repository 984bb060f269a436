#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/commands.hpp"
#include "app/missing_report.hpp"
#include "app/results.hpp"
#include "app/scaling_plan.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

using schedule::Bottleneck;
using schedule::ScalingPoint;

std::string formatted(const char* format, double value) {
  std::array<char, 64> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), format, value);
  return {buffer.data(), std::min(buffer.size() - 1, static_cast<std::size_t>(size))};
}

std::string percent(double part) { return formatted("%.1f%%", 100.0 * part); }

std::string time_text(double seconds) {
  return seconds < 0.1 ? formatted("%.2fms", 1e3 * seconds) : format_seconds(seconds);
}

constexpr std::size_t columns = 8;
using Row = std::array<std::string, columns>;

Row row_of(const ScalingPoint& point, const ScalingQuestion& question) {
  return {std::to_string(point.ranks),
          std::to_string(question.nodes(point.ranks)),
          time_text(point.wall_seconds()),
          formatted("%.1f", point.speed_up()),
          percent(point.efficiency()),
          time_text(point.idle_seconds()),
          formatted("%.1f", point.work.grants_per_second()),
          percent(point.work.root_busy())};
}

std::string table(const ScalingPlan& plan) {
  std::vector<Row> rows{
      {"ranks", "nodes", "wall time", "speed-up", "efficiency", "idle", "grants/s", "rank 0 busy"}};
  for (const auto& point : plan.points) rows.push_back(row_of(point, plan.question));
  std::array<std::size_t, columns> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns; ++i)
      widths.at(i) = std::max(widths.at(i), row.at(i).size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      text += std::string(2 + widths.at(i) - row.at(i).size(), ' ') + row.at(i);
    }
    text += "\n";
  }
  return text;
}

std::string head(const ScalingPlan& plan, const report::Pilot& pilot) {
  const auto& question = plan.question;
  const auto& first = plan.points.front();
  const double mean = first.work.busy_seconds / static_cast<double>(first.tasks);
  const bool is_drawn = first.tasks != pilot.files.size();
  return plural(first.tasks, "item") + (is_drawn ? ", drawn from the " : ", the ") +
         plural(pilot.files.size(), "file") + " that the report has done: " + time_text(mean) +
         " each, " + time_text(first.work.busy_seconds) + " of one thread\n" +
         "simulated: " + (question.is_dynamic ? "dynamic" : "static") + " schedule, " +
         plural(question.threads, "thread") + " a rank, nodes of " +
         plural(question.cpus_per_node, "core") + "\n";
}

std::string serial_note(const ScalingPlan& plan) {
  return "Every wall time includes " + time_text(plan.points.front().serial_seconds) +
         " for listing, gather and report on rank 0,\nestimated from the report; more ranks do not "
         "shorten these (Amdahl).\n";
}

std::string reason(const ScalingPoint& point) {
  const double threads = static_cast<double>(point.work.threads);
  switch (schedule::bottleneck_of(point)) {
    case Bottleneck::longest_task:
      return "the longest item alone takes " + time_text(point.work.longest_seconds) + " of the " +
             time_text(point.wall_seconds());
    case Bottleneck::root:
      return "items of " + time_text(point.work.busy_seconds / static_cast<double>(point.tasks)) +
             " are too short for so many threads: rank 0 is busy " +
             percent(point.work.root_busy()) + " of the work with grants";
    case Bottleneck::serial:
      return "listing, gather and report on rank 0 take " + time_text(point.serial_seconds) +
             " of the " + time_text(point.wall_seconds());
    case Bottleneck::few_tasks:
      return formatted("%.1f", static_cast<double>(point.tasks) / threads) +
             " items per thread are too few to keep all threads busy to the end";
    case Bottleneck::messages:
      break;
  }
  return "the first grants, requests and answers take too long";
}

std::string limit_of_scaling(const ScalingPlan& plan) {
  const auto good = percent(schedule::good_efficiency);
  const auto poor = std::ranges::find_if(plan.points, [](const ScalingPoint& point) {
    return point.efficiency() < schedule::good_efficiency;
  });
  if (poor == plan.points.end()) {
    return "Efficiency stays above " + good + " up to " + plural(plan.points.back().ranks, "rank") +
           ".\n";
  }
  if (poor == plan.points.begin()) {
    return "Even " + plural(poor->ranks, "rank") + " has an efficiency below " + good + ", " +
           percent(poor->efficiency()) + ":\n" + reason(*poor) +
           ".\nA report of more files predicts more.\n";
  }
  return "Scaling stops before " + plural(poor->ranks, "rank") + ", where efficiency is " +
         percent(poor->efficiency()) + ":\n" + reason(*poor) + ".\n";
}

/// Adds the margin and rounds up to minutes, up to the limit.
double time_to_ask_for(const ScalingPoint& point, const ScalingQuestion& question) {
  const double seconds = 60.0 * std::ceil(schedule::margin * point.wall_seconds() / 60.0);
  return question.limit_seconds ? std::min(seconds, *question.limit_seconds) : seconds;
}

std::string slurm_options(const ScalingPoint& point, const ScalingQuestion& question) {
  const auto nodes = question.nodes(point.ranks);
  const auto ranks_of_node = (point.ranks + nodes - 1) / nodes;
  const bool is_even = ranks_of_node * nodes == point.ranks;
  return "--nodes=" + std::to_string(nodes) +
         (is_even ? "" : " --ntasks=" + std::to_string(point.ranks)) +
         " --ntasks-per-node=" + std::to_string(ranks_of_node) +
         " --cpus-per-task=" + std::to_string(question.threads) +
         " --time=" + format_clock_time(time_to_ask_for(point, question));
}

std::string recommendation(const ScalingPlan& plan) {
  const auto& limit = plan.question.limit_seconds;
  if (!plan.best) {
    const auto& fastest = *std::ranges::min_element(plan.points, {}, &ScalingPoint::wall_seconds);
    const auto wall = plural(fastest.ranks, "rank") + ": " + time_text(fastest.wall_seconds());
    return limit ? "None of these ends within " + time_text(*limit) +
                       " with a margin of 25%; the fastest has " + wall + ".\n"
                 : "None of these has an efficiency of " + percent(schedule::good_efficiency) +
                       "; the fastest has " + wall + ".\n";
  }
  const auto& point = plan.points[*plan.best];
  return "Take " + plural(point.ranks, "rank") +
         (limit ? ", the fewest that end within " + time_text(*limit) + " with a margin of 25%:\n"
                : ", the most of good efficiency; the time has a margin of 25%:\n") +
         "  " + slurm_options(point, plan.question) + "\n";
}

}  // namespace

std::string scaling_text(const ScalingPlan& plan, const report::Pilot& pilot) {
  return head(plan, pilot) + "\n" + table(plan) + "\n" + serial_note(plan) +
         limit_of_scaling(plan) + recommendation(plan);
}

ExitStatus show_plan(const PlanRequest& request) {
  refuse_unfinished(request.report);
  const auto report = report::read(request.report);
  if (report.summary.joined > 0) {
    throw Error(Reason::usage,
                escape(request.report) +
                    " was joined from separate runs, and does not say how long one of them took; "
                    "name the report of one run, such as that of a shard");
  }
  const auto pilot = report::pilot_of(report);
  if (pilot.files.empty()) {
    throw Error(
        Reason::usage,
        escape(request.report) +
            ": no file of this run is done, so costs are unknown; run the job on some files first");
  }
  const auto plan = make_scaling_plan(pilot, question_of(request, pilot));
  std::fputs(scaling_text(plan, pilot).c_str(), stdout);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
