#include "app/bench_runs.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/results.hpp"
#include "app/scaling_plan.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/statistics.hpp"
#include "mpietl/schedule/simulate.hpp"
#include "mpietl/view/text/render.hpp"

namespace mpietl::app {

namespace {

using Layout = std::pair<int, int>;  // ranks, threads of each

void check_range(const char* option, const std::vector<std::int64_t>& values, std::int64_t min,
                 std::int64_t max) {
  for (const auto value : values) {
    if (value >= min && value <= max) continue;
    throw Error(Reason::usage, std::string(option) + ": " + std::to_string(value) +
                                   " is not between " + std::to_string(min) + " and " +
                                   std::to_string(max));
  }
}

void check(const BenchRequest& request, int world_ranks) {
  for (const auto ranks : request.ranks) {
    if (ranks <= world_ranks) continue;
    throw Error(Reason::usage, "--ranks: " + std::to_string(ranks) + " ranks, but only " +
                                   std::to_string(world_ranks) + " were started; use mpirun -n " +
                                   std::to_string(ranks));
  }
  check_range("--ranks", request.ranks, 1, world_ranks);
  check_range("--threads", request.threads, 1, 4096);
  check_range("--chunk", request.chunks, 0, job::max_chunk);
  check_range("--repetitions", {request.repetitions}, 1, 1000);
}

/// The numbers that were typed, or `otherwise`.
std::vector<int> numbers(const std::vector<std::int64_t>& typed, std::vector<int> otherwise) {
  if (typed.empty()) return otherwise;
  std::vector<int> all;
  for (const auto each : typed) all.push_back(static_cast<int>(each));
  return all;
}

std::vector<Layout> layouts_of(const BenchRequest& request, int world_ranks, Processors cpus) {
  std::vector<Layout> layouts{{1, 1}};
  if (request.ranks.empty() && request.threads.empty()) {
    layouts.insert(layouts.end(),
                   {{1, cpus.of_host}, {world_ranks, 1}, {world_ranks, cpus.per_rank}});
    return layouts;
  }
  for (const int ranks : numbers(request.ranks, {1, world_ranks})) {
    const int max_threads = std::max(1, cpus.of_host / ranks);
    for (const int threads : numbers(request.threads, {1, max_threads})) {
      layouts.emplace_back(ranks, threads);
    }
  }
  return layouts;
}

void add_once(const Configuration& configuration, std::vector<Configuration>& all) {
  if (std::ranges::find(all, configuration) == all.end()) all.push_back(configuration);
}

/// Simulated seconds of the work phase, with the measured costs of the files.
double simulated_seconds(const report::NamedRun& run) {
  const auto pilot = report::pilot_of(run.report);
  const auto known = known_tasks(pilot);
  schedule::Policy policy;
  policy.is_dynamic = run.report.summary.schedule == job::to_text(job::Schedule::dynamic_grants);
  policy.chunk = static_cast<std::size_t>(run.chunk.value_or(0));
  for (const auto& rank : run.report.ranks) policy.threads.push_back(rank.threads);
  const auto costs = schedule::with_answers_after(pilot.answer_seconds);
  return schedule::simulate(schedule::draw(known, known.size()), policy, costs).wall_seconds;
}

std::string ratio_text(const std::vector<double>& ratios) {
  const auto [median, min, max] = report::range_of(ratios);
  char text[64];
  std::snprintf(text, sizeof text, "%.2f (%.2f to %.2f)", median, min, max);
  return text;
}

/// Configurations in the order of their first runs.
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
      "\nSimulation  of each run from the costs of its files: simulated / measured work phase\n");
  for (const auto& name : order) {
    std::printf("  %-24s %s\n", name.c_str(), ratio_text(ratios.at(name)).c_str());
  }
}

}  // namespace

std::string Configuration::name() const {
  std::string text = "r" + std::to_string(ranks) + "_t" + std::to_string(threads);
  text += is_dynamic ? "_dynamic" : "_static";
  return chunk > 0 ? text + "_c" + std::to_string(chunk) : text;
}

std::vector<Configuration> configurations_of(const BenchRequest& request, int world_ranks,
                                             Processors cpus) {
  check(request, world_ranks);
  const auto schedules =
      request.schedules.empty() ? std::vector{job::Schedule::dynamic_grants} : request.schedules;
  const auto chunks = numbers(request.chunks, {0});
  std::vector<Configuration> all;
  for (const auto& [ranks, threads] : layouts_of(request, world_ranks, cpus)) {
    for (const auto schedule : schedules) {
      const bool is_dynamic = schedule == job::Schedule::dynamic_grants && ranks > 1;
      for (const int chunk : chunks) {
        add_once({ranks, threads, is_dynamic, is_dynamic ? static_cast<std::size_t>(chunk) : 0},
                 all);
      }
    }
  }
  return all;
}

void print_run(const report::NamedRun& run, std::int64_t repetitions) {
  std::fprintf(stderr, "mpietl: round %lld of %lld: %s %.3f s\n",
               static_cast<long long>(run.repetition), static_cast<long long>(repetitions),
               run.configuration.c_str(), report::work_seconds(run.report));
}

void print_bench(const report::Runs& runs, const std::string& path) {
  std::fputs(view::render_runs(runs, layout_of_results(), escape(path)).c_str(), stdout);
  print_simulations(runs);
}

}  // namespace mpietl::app
