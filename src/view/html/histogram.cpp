#include "view/html/charts.hpp"
#include "view/html/log_bins.hpp"

namespace mpietl::view::html {

Json histogram_of(const ShownRun& run) {
  constexpr int bins_a_decade = 10;
  std::vector<double> seconds;
  for (const Record* const file : run.worked) seconds.push_back(file->total_seconds);
  const LogBins bins(seconds, bins_a_decade);
  if (bins.size() == 0) return nullptr;
  std::vector<std::int64_t> done(bins.size());
  std::vector<std::int64_t> failed(bins.size());
  for (const Record* const file : run.worked) {
    auto& counts = file->status == Status::done ? done : failed;
    if (file->total_seconds > 0.0) ++counts[bins.of(file->total_seconds)];
  }
  Json edges = Json::array();
  for (std::size_t bin = 0; bin <= bins.size(); ++bin)
    edges.push_back(rounded(bins.lower_edge(bin)));
  return {{"edges", std::move(edges)}, {"done", done}, {"failed", failed}};
}

}  // namespace mpietl::view::html
