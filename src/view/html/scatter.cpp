#include <algorithm>
#include <map>

#include "mpietl/core/text.hpp"
#include "mpietl/report/statistics.hpp"
#include "view/html/charts.hpp"
#include "view/html/log_bins.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t longest_path = 160;
constexpr int bins_a_decade = 20;

/// Files that have a place on logarithmic axes.
std::vector<const Record*> placed(const std::vector<const Record*>& worked) {
  std::vector<const Record*> files = worked;
  std::erase_if(files, [](const Record* file) {
    return file->bytes_in <= 0 || !(file->total_seconds > 0.0);
  });
  return files;
}

Json points_of(report::FileList files) {
  Json points{{"bytes", Json::array()},
              {"seconds", Json::array()},
              {"failed", Json::array()},
              {"path", Json::array()}};
  for (const Record* const file : files) {
    points["bytes"].push_back(file->bytes_in);
    points["seconds"].push_back(rounded(file->total_seconds));
    points["failed"].push_back(file->status == Status::failed ? 1 : 0);
    points["path"].push_back(shorten(file->path, longest_path));
  }
  return points;
}

Json bins_of(report::FileList files) {
  std::vector<double> bytes;
  std::vector<double> seconds;
  for (const Record* const file : files) {
    bytes.push_back(static_cast<double>(file->bytes_in));
    seconds.push_back(file->total_seconds);
  }
  const LogBins across(bytes, bins_a_decade);
  const LogBins up(seconds, bins_a_decade);
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> counts;
  for (std::size_t i = 0; i < files.size(); ++i) ++counts[{across.of(bytes[i]), up.of(seconds[i])}];
  Json bins{{"bytes", Json::array()}, {"seconds", Json::array()}, {"count", Json::array()}};
  for (const auto& [bin, count] : counts) {
    bins["bytes"].push_back(rounded(across.middle(bin.first)));
    bins["seconds"].push_back(rounded(up.middle(bin.second)));
    bins["count"].push_back(count);
  }
  return bins;
}

/// The slowest, and as many of the failed ones.
std::vector<const Record*> extremes_of(report::FileList files, std::size_t most) {
  std::vector<const Record*> chosen = report::slowest(files, most);
  std::size_t failed = 0;
  for (const Record* const file : files) {
    if (file->status != Status::failed || ++failed > most) continue;
    if (std::ranges::find(chosen, file) == chosen.end()) chosen.push_back(file);
  }
  return chosen;
}

}  // namespace

Json scatter_of(const ShownRun& run) {
  const auto files = placed(run.worked);
  if (files.empty()) return nullptr;
  const auto left_out = static_cast<std::int64_t>(run.worked.size() - files.size());
  if (files.size() <= run.limits.points)
    return {{"bins", nullptr}, {"points", points_of(files)}, {"left_out", left_out}};
  return {{"bins", bins_of(files)},
          {"points", points_of(extremes_of(files, run.limits.extremes))},
          {"left_out", left_out}};
}

}  // namespace mpietl::view::html
