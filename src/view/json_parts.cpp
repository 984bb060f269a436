#include "view/json_parts.hpp"

#include <algorithm>

namespace mpietl::view {

namespace {

constexpr std::size_t most_examples = 5;

Json json_of_slow(const report::SlowFile& slow) {
  const Record& file = *slow.file;
  return {{"path", file.path},
          {"rank", file.rank},
          {"thread", file.thread},
          {"host", slow.host},
          {"run", file.run},
          {"total_seconds", file.total_seconds},
          {"bytes_in", file.bytes_in < 0 ? Json() : Json(file.bytes_in)},
          {"seconds_by_typical", slow.seconds_by_typical},
          {"size_by_typical", slow.size_by_typical},
          {"stage", slow.stage},
          {"stage_share", slow.stage_share},
          {"stage_by_expected", slow.stage_by_expected},
          {"rank_speed_by_median", slow.rank_speed_by_median},
          {"host_speed_by_median", slow.host_speed_by_median},
          {"measured_by_estimated", slow.measured_by_estimated},
          {"why", slow.why}};
}

Json json_of_flagged(const report::Flagged& flagged) {
  return {{"samples", flagged.samples}, {"files", flagged.files}};
}

}  // namespace

Json json_of_stages(const report::Analysis& analysis) {
  Json list = Json::array();
  for (const auto& [name, seconds, per_file] : analysis.stages) {
    list.push_back({{"stage", name},
                    {"seconds", seconds},
                    {"median", per_file.median},
                    {"p95", per_file.p95},
                    {"p99", per_file.p99},
                    {"max", per_file.max}});
  }
  return list;
}

Json json_of_efficiency(const report::Efficiency& efficiency, double threads) {
  const auto& of_threads = efficiency.thread_load_balance;
  return {{"threads", threads},
          {"load_balance", efficiency.load_balance},
          {"thread_load_balance", of_threads ? Json(*of_threads) : Json()},
          {"communication", efficiency.communication},
          {"parallel", efficiency.parallel},
          {"mean_useful_seconds", efficiency.mean_useful_seconds},
          {"max_useful_seconds", efficiency.max_useful_seconds}};
}

Json json_of_makespan(const report::Makespan& makespan) {
  return {{"seconds", makespan.seconds},
          {"even_seconds", makespan.even_seconds},
          {"longest_seconds", makespan.longest_seconds},
          {"bound_seconds", makespan.bound_seconds()},
          {"by_bound", makespan.by_bound()}};
}

Json json_of_idle(const report::Idle& idle) {
  return {{"offered_seconds", idle.thread_seconds},
          {"total_seconds", idle.total()},
          {"start_seconds", idle.start},
          {"between_seconds", idle.between},
          {"tail_seconds", idle.tail},
          {"unused_seconds", idle.unused},
          {"helping_seconds", idle.helping}};
}

Json json_of_slowest(const report::Analysis& analysis) {
  Json list = Json::array();
  for (const auto& slow : analysis.slowest) list.push_back(json_of_slow(slow));
  return list;
}

Json json_of_ranks(const report::Analysis& analysis) {
  Json list = Json::array();
  for (const RankRecord& rank : analysis.report->ranks) {
    Json& json = list.emplace_back(json_of_row(rank, rank_columns));
    json["speed_bytes_per_second"] = report::speed_of(rank);
  }
  return list;
}

Json json_of_hosts(const report::Analysis& analysis) {
  Json list = Json::array();
  for (const report::Host& host : analysis.hosts) {
    list.push_back({{"host", host.name},
                    {"ranks", host.ranks},
                    {"threads", host.threads},
                    {"cores", host.cpus.empty() ? Json() : Json(host.cpus.size())},
                    {"items", host.items},
                    {"bytes", host.bytes},
                    {"busy_seconds", host.busy_seconds},
                    {"speed_bytes_per_second", host.speed()},
                    {"clock_error_seconds", host.clock_error_seconds}});
  }
  return list;
}

Json json_of_groups(const std::vector<report::Group>& groups) {
  Json list = Json::array();
  for (const report::Group& group : groups) {
    Json examples = Json::array();
    for (std::size_t i = 0; i < std::min(most_examples, group.files.size()); ++i) {
      examples.push_back(group.files[i]->path);
    }
    list.push_back({{"reason", group.reason},
                    {"files", group.files.size()},
                    {"examples", std::move(examples)}});
  }
  return list;
}

Json json_of_quality(const report::Quality& quality) {
  return {{"samples", quality.samples},
          {"mostly_silent_files", quality.mostly_silent_files},
          {"clipped", json_of_flagged(quality.clipped)},
          {"saturated", json_of_flagged(quality.saturated)},
          {"not_finite", json_of_flagged(quality.not_finite)},
          {"silent", json_of_flagged(quality.silent)}};
}

}  // namespace mpietl::view
