#include "mpietl/view/json.hpp"

#include "mpietl/report/report.hpp"
#include "view/json_parts.hpp"

namespace mpietl::view {

namespace {

Json json_of_summary(const report::Summary& summary) {
  Json json = json_of_row(summary, report::summary_columns);
  json["environment"] = Json::object();
  for (const auto& [name, value] : summary.environment) json["environment"][name] = value;
  return json;
}

Json json_of_totals(const report::Counts& counts, const report::Output& output) {
  return {{"items", counts.items},
          {"done", counts.done},
          {"failed", counts.failed},
          {"skipped", counts.skipped},
          {"done_earlier", counts.done_earlier},
          {"files", output.files},
          {"bytes_in", output.bytes_in},
          {"bytes_out", output.bytes_out},
          {"samples", output.samples},
          {"audio_seconds", output.audio_seconds}};
}

Json json_of_rates(const report::Analysis& analysis) {
  const report::Output& output = analysis.output;
  const auto per_second_of = [&](double seconds) {
    return Json{{"files", output.files / seconds},
                {"bytes_in", output.bytes_in / seconds},
                {"bytes_out", output.bytes_out / seconds},
                {"audio_seconds", output.audio_seconds / seconds}};
  };
  return {{"run_seconds", analysis.run_seconds},
          {"work_seconds", analysis.work_seconds},
          {"of_run", per_second_of(analysis.run_seconds)},
          {"of_work", per_second_of(analysis.work_seconds)}};
}

Json json_of_phases(const std::vector<report::Phase>& phases) {
  Json list = Json::array();
  for (const report::Phase& phase : phases) {
    list.push_back(
        {{"phase", phase.phase}, {"start_seconds", phase.start}, {"end_seconds", phase.end}});
  }
  return list;
}

Json json_of_percentiles(const report::Spread& spread) {
  return {{"p50", spread.median}, {"p95", spread.p95}, {"p99", spread.p99}, {"max", spread.max}};
}

Json json_of_estimates(const report::EstimateError& error) {
  return {{"factor_median", error.factor.median},
          {"factor_p95", error.factor.p95},
          {"factor_p99", error.factor.p99},
          {"factor_max", error.factor.max},
          {"ratio_of_sums", error.ratio_of_sums}};
}

Json json_of_history(const std::vector<report::HistoryRow>& history) {
  Json list = Json::array();
  for (const auto& row : history) list.push_back(json_of_row(row, report::history_columns));
  return list;
}

Json json_of_slowest_place(const std::string& name, double speed, double by_median) {
  return {{"name", name}, {"speed_bytes_per_second", speed}, {"by_median", by_median}};
}

void add_places(const report::Analysis& analysis, Json& json) {
  json["ranks"] = json_of_ranks(analysis);
  json["hosts"] = json_of_hosts(analysis);
  const auto& [rank, rank_speed, rank_part] = analysis.slowest_rank;
  json["slowest_rank"] =
      rank == nullptr ? Json()
                      : json_of_slowest_place(std::to_string(rank->rank), rank_speed, rank_part);
  const auto& [host, host_speed, host_part] = analysis.slowest_host;
  json["slowest_host"] =
      host == nullptr ? Json() : json_of_slowest_place(host->name, host_speed, host_part);
}

}  // namespace

Json json_of(const report::Analysis& analysis) {
  Json json = Json::object();
  json["summary"] = json_of_summary(analysis.report->summary);
  json["totals"] = json_of_totals(analysis.counts, analysis.output);
  json["rates"] = json_of_rates(analysis);
  json["phases"] = json_of_phases(analysis.report->phases);
  json["stages"] = json_of_stages(analysis);
  json["percentiles"] = {{"seconds", json_of_percentiles(analysis.stages.back().per_file)},
                         {"bytes_in", json_of_percentiles(analysis.file_bytes)}};
  json["efficiency"] = json_of_efficiency(analysis.efficiency, analysis.threads);
  json["makespan"] = json_of_makespan(analysis.makespan);
  json["idle"] = json_of_idle(analysis.idle);
  json["estimates"] = json_of_estimates(analysis.estimates);
  json["slowest"] = json_of_slowest(analysis);
  add_places(analysis, json);
  json["failures"] = json_of_groups(analysis.failed);
  json["skips"] = json_of_groups(analysis.skipped);
  json["warnings"] = json_of_groups(analysis.warned);
  json["quality"] = json_of_quality(analysis.quality);
  json["history"] = json_of_history(analysis.report->history);
  return json;
}

std::string text_of(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_json(const report::Analysis& analysis, const Sink& sink) {
  Json json = {{"mpietl_report_json", 1}};
  json.update(json_of(analysis));
  sink(text_of(json));
}

}  // namespace mpietl::view
