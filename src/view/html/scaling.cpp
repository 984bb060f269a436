#include "mpietl/report/scaling.hpp"

#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

Json range(const report::Range& range) {
  return {
      {"median", rounded(range.median)}, {"min", rounded(range.min)}, {"max", rounded(range.max)}};
}

}  // namespace

Json scaling_of(const report::Runs& runs) {
  Json rows = Json::array();
  for (const report::Scaling& row : report::scaling_of(runs)) {
    rows.push_back({{"configuration", row.configuration},
                    {"ranks", row.ranks},
                    {"threads", row.threads},
                    {"schedule", row.schedule},
                    {"chunk", row.chunk ? known(*row.chunk) : Json(nullptr)},
                    {"repetitions", row.repetitions},
                    {"work_seconds", range(row.work_seconds)},
                    {"speedup", range(row.speedup)},
                    {"efficiency", rounded(row.efficiency)},
                    {"imbalance", rounded(row.imbalance)}});
  }
  return rows;
}

}  // namespace mpietl::view::html
