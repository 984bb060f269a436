#include <algorithm>

#include "mpietl/report/statistics.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

Json stages_of(const ShownRun& run) {
  Json rows = Json::array();
  for (const report::Stage& stage : report::stages_of(run.files)) {
    rows.push_back({{"name", stage.name},
                    {"seconds", rounded(stage.seconds)},
                    {"median", rounded(stage.per_file.median)},
                    {"p95", rounded(stage.per_file.p95)},
                    {"max", rounded(stage.per_file.max)}});
  }
  return rows;
}

Json idle_seconds_of(const ShownRun& run) {
  const auto balance = report::balance_of(run.report.ranks, run.work_seconds);
  if (!(balance.thread_seconds > 0.0)) return nullptr;
  return rounded(std::max(0.0, balance.thread_seconds - balance.busy));
}

}  // namespace mpietl::view::html
