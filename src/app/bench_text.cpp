#include "app/bench_text.hpp"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "app/known_tasks.hpp"
#include "app/results.hpp"
#include "mpietl/report/statistics.hpp"
#include "mpietl/schedule/simulate.hpp"
#include "mpietl/view/render.hpp"

namespace mpietl::app {

namespace {

/// Seconds of the work phase when the files of a run cost what they did, in virtual time.
double simulated_seconds(const report::NamedRun& run) {
  const auto pilot = report::pilot_of(run.report);
  const auto known = known_tasks(pilot);
  schedule::Policy policy;
  policy.is_dynamic = run.report.summary.schedule == "dynamic";
  policy.chunk = static_cast<std::size_t>(run.chunk.value_or(0));
  for (const auto& rank : run.report.ranks) policy.threads.push_back(rank.threads);
  const auto costs = schedule::with_answers_after(pilot.answer_seconds);
  return schedule::simulate(schedule::draw(known, known.size()), policy, costs).wall_seconds;
}

std::string ratio_text(const std::vector<double>& ratios) {
  const auto [median, least, largest] = report::range_of(ratios);
  char text[64];
  std::snprintf(text, sizeof text, "%.2f (%.2f to %.2f)", median, least, largest);
  return text;
}

/// In the order in which configurations ran first.
void print_simulations(const report::Runs& runs) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<double>> ratios;
  for (const auto& run : runs.runs) {
    if (run.report.summary.failed > 0 || run.report.files.empty()) continue;
    auto& of_configuration = ratios[run.configuration];
    if (of_configuration.empty()) order.push_back(run.configuration);
    of_configuration.push_back(simulated_seconds(run) / report::work_seconds(run.report));
  }
  if (order.empty()) return;
  std::printf(
      "\nSimulation  of each run from what its files cost: its work phase by that of the run\n");
  for (const auto& name : order) {
    std::printf("  %-24s %s\n", name.c_str(), ratio_text(ratios.at(name)).c_str());
  }
}

}  // namespace

void tell_run(const report::NamedRun& run, std::int64_t repetitions) {
  std::fprintf(stderr, "mpietl: round %lld of %lld: %s %.3f s\n",
               static_cast<long long>(run.repetition), static_cast<long long>(repetitions),
               run.configuration.c_str(), report::work_seconds(run.report));
}

void print_bench(const report::Runs& runs) {
  std::fputs(view::render_runs(runs, layout_of_results()).c_str(), stdout);
  print_simulations(runs);
}

}  // namespace mpietl::app
