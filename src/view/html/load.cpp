#include <algorithm>
#include <functional>
#include <span>

#include "mpietl/report/hosts.hpp"
#include "mpietl/report/known.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

Json empty_columns() {
  Json columns;
  for (const char* name : {"name", "threads", "busy", "idle", "most_busy", "items", "bytes"})
    columns[name] = Json::array();
  return columns;
}

std::string name_of(std::span<const RankRecord> group) {
  const std::string first = std::to_string(group.front().rank);
  if (group.size() == 1) return "rank " + first + " (" + group.front().host + ")";
  return "ranks " + first + "–" + std::to_string(group.back().rank);
}

/// Means over the ranks of a group, and the largest busy time.
void add(std::span<const RankRecord> group, Json& columns) {
  const auto size = static_cast<double>(group.size());
  RankRecord sum;
  double most_busy = 0.0;
  for (const RankRecord& rank : group) {
    sum.threads += rank.threads;
    sum.busy_seconds += report::finite(rank.busy_seconds);
    sum.idle_seconds += report::finite(rank.idle_seconds);
    sum.items += rank.items;
    sum.bytes += rank.bytes;
    most_busy = std::max(most_busy, report::finite(rank.busy_seconds));
  }
  columns["name"].push_back(name_of(group));
  columns["threads"].push_back(rounded(sum.threads / size));
  columns["busy"].push_back(rounded(sum.busy_seconds / size));
  columns["idle"].push_back(rounded(std::max(0.0, sum.idle_seconds) / size));
  columns["most_busy"].push_back(rounded(most_busy));
  columns["items"].push_back(rounded(static_cast<double>(sum.items) / size));
  columns["bytes"].push_back(rounded(static_cast<double>(sum.bytes) / size));
}

}  // namespace

Json load_of(const ShownRun& run) {
  const std::span<const RankRecord> ranks = run.report.ranks;
  if (ranks.empty()) return nullptr;
  const std::size_t size = (ranks.size() + run.limits.lanes - 1) / run.limits.lanes;
  Json columns = empty_columns();
  for (std::size_t first = 0; first < ranks.size(); first += size)
    add(ranks.subspan(first, std::min(size, ranks.size() - first)), columns);
  columns["ranks_a_bar"] = size;
  return columns;
}

Json hosts_of(const ShownRun& run) {
  auto hosts = run.analysis.hosts;
  if (hosts.empty()) return nullptr;
  const std::size_t all = hosts.size();
  const auto by_busy = [](const report::Host& host) { return host.busy_seconds; };
  if (all > run.limits.lanes) {
    std::ranges::sort(hosts, std::greater<>(), by_busy);
    hosts.resize(run.limits.lanes);
  }
  Json columns{{"name", Json::array()},  {"ranks", Json::array()}, {"threads", Json::array()},
               {"busy", Json::array()},  {"idle", Json::array()},  {"items", Json::array()},
               {"bytes", Json::array()}, {"speed", Json::array()}};
  for (const report::Host& host : hosts) {
    const double had = static_cast<double>(host.threads) * run.analysis.work_seconds;
    columns["name"].push_back(host.name);
    columns["ranks"].push_back(host.ranks);
    columns["threads"].push_back(host.threads);
    columns["busy"].push_back(rounded(host.busy_seconds));
    columns["idle"].push_back(rounded(std::max(0.0, had - host.busy_seconds)));
    columns["items"].push_back(rounded(host.items));
    columns["bytes"].push_back(rounded(host.bytes));
    columns["speed"].push_back(rounded(host.speed()));
  }
  columns["left_out"] = all - hosts.size();
  return columns;
}

}  // namespace mpietl::view::html
