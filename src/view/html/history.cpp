#include "view/html/charts.hpp"

namespace mpietl::view::html {

Json history_of(const ShownRun& run) {
  Json rows = Json::array();
  const auto& history = run.report.history;
  if (history.size() < 2) return rows;
  for (const report::HistoryRow& row : history) {
    rows.push_back({{"run", row.run},
                    {"created", row.created},
                    {"ranks", row.ranks},
                    {"threads", row.threads_per_rank},
                    {"hosts", row.hosts},
                    {"ended", row.ended},
                    {"done", row.done},
                    {"seconds", rounded(row.wall_seconds)}});
  }
  return rows;
}

}  // namespace mpietl::view::html
