#include "view/html/charts.hpp"

namespace mpietl::view::html {

Json stages_of(const ShownRun& run) {
  Json rows = Json::array();
  for (const report::Stage& stage : run.analysis.stages) {
    rows.push_back({{"name", stage.name},
                    {"seconds", rounded(stage.seconds)},
                    {"median", rounded(stage.per_file.median)},
                    {"p95", rounded(stage.per_file.p95)},
                    {"p99", rounded(stage.per_file.p99)},
                    {"max", rounded(stage.per_file.max)}});
  }
  return rows;
}

Json idle_of(const ShownRun& run) {
  const report::Idle& idle = run.analysis.idle;
  if (!(idle.thread_seconds > 0.0)) return nullptr;
  return {{"all_threads", rounded(idle.thread_seconds)},
          {"start", rounded(idle.start)},
          {"between", rounded(idle.between)},
          {"tail", rounded(idle.tail)},
          {"unused", rounded(idle.unused)},
          {"helping", rounded(idle.helping)}};
}

}  // namespace mpietl::view::html
