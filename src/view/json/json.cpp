#include "mpietl/view/json/json.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "mpietl/core/record_columns.hpp"
#include "mpietl/report/report.hpp"
#include "mpietl/report/report_columns.hpp"
#include "view/json/values.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

/// The members of `row` by the names of its columns.
template <class Row, class Columns>
Json json_of_row(const Row& row, const Columns& columns) {
  Json json = Json::object();
  for_each_column(columns, [&](const auto& column) { json[column.name] = row.*column.member; });
  return json;
}

Json json_of_summary(const report::Summary& summary) {
  Json json = json_of_row(summary, report::summary_columns);
  Json& environment = json["environment"] = Json::object();
  for (const auto& [name, value] : summary.environment) environment[name] = value;
  return json;
}

Json json_of_totals(const report::Counts& counts, const report::Output& output) {
  Json json = json_of(counts);
  json["files"] = output.files;
  json["bytes_in"] = output.bytes_in;
  json["bytes_out"] = output.bytes_out;
  json["samples"] = output.samples;
  json["audio_seconds"] = output.audio_seconds;
  return json;
}

Json json_of_rates(const report::Analysis& analysis) {
  const report::Output& output = analysis.output;
  const auto per_second_of = [&](double seconds) {
    return object({{"files", output.files / seconds},
                   {"bytes_in", output.bytes_in / seconds},
                   {"bytes_out", output.bytes_out / seconds},
                   {"audio_seconds", output.audio_seconds / seconds}});
  };
  return object({{"run_seconds", analysis.run_seconds},
                 {"work_seconds", analysis.work_seconds},
                 {"of_run", per_second_of(analysis.run_seconds)},
                 {"of_work", per_second_of(analysis.work_seconds)}});
}

Json json_of_phase(const report::Phase& phase) {
  return object(
      {{"phase", phase.phase}, {"start_seconds", phase.start}, {"end_seconds", phase.end}});
}

Json json_of_stage(const report::Stage& stage) {
  return object({{"stage", stage.name},
                 {"seconds", stage.seconds},
                 {"median", stage.per_file.median},
                 {"p95", stage.per_file.p95},
                 {"p99", stage.per_file.p99},
                 {"max", stage.per_file.max}});
}

Json json_of_percentiles(const report::Spread& spread) {
  return object(
      {{"p50", spread.median}, {"p95", spread.p95}, {"p99", spread.p99}, {"max", spread.max}});
}

Json json_of_efficiency(const report::Efficiency& efficiency, double threads) {
  const auto& of_threads = efficiency.thread_load_balance;
  return object({{"threads", threads},
                 {"load_balance", efficiency.load_balance},
                 {"thread_load_balance", of_threads ? Json(*of_threads) : Json()},
                 {"communication", efficiency.communication},
                 {"parallel", efficiency.parallel},
                 {"mean_useful_seconds", efficiency.mean_useful_seconds},
                 {"max_useful_seconds", efficiency.max_useful_seconds}});
}

Json json_of_makespan(const report::Makespan& makespan) {
  return object({{"seconds", makespan.seconds},
                 {"even_seconds", makespan.even_seconds},
                 {"longest_seconds", makespan.longest_seconds},
                 {"bound_seconds", makespan.bound_seconds()},
                 {"by_bound", makespan.by_bound()}});
}

Json json_of_idle(const report::Idle& idle) {
  return object({{"offered_seconds", idle.thread_seconds},
                 {"total_seconds", idle.total()},
                 {"start_seconds", idle.start},
                 {"between_seconds", idle.between},
                 {"tail_seconds", idle.tail},
                 {"unused_seconds", idle.unused},
                 {"helping_seconds", idle.helping}});
}

Json json_of_estimates(const report::EstimateError& error) {
  return object({{"factor_median", error.factor.median},
                 {"factor_p95", error.factor.p95},
                 {"factor_p99", error.factor.p99},
                 {"factor_max", error.factor.max},
                 {"ratio_of_sums", error.ratio_of_sums}});
}

Json json_of_slow(const report::SlowFile& slow) {
  const Record& file = *slow.file;
  return object({{"path", file.path},
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
                 {"why", slow.why}});
}

Json json_of_rank(const RankRecord& rank) {
  Json json = json_of_row(rank, rank_columns);
  json["speed_bytes_per_second"] = report::speed_of(rank);
  return json;
}

Json json_of_host(const report::Host& host) {
  return object({{"host", host.name},
                 {"ranks", host.ranks},
                 {"threads", host.threads},
                 {"cores", host.cpus.empty() ? Json() : Json(host.cpus.size())},
                 {"items", host.items},
                 {"bytes", host.bytes},
                 {"busy_seconds", host.busy_seconds},
                 {"speed_bytes_per_second", host.speed()},
                 {"clock_error_seconds", host.clock_error_seconds}});
}

/// The slowest rank or host, if there is one.
template <class Row>
Json json_of_slowest(const report::Slowest<Row>& slowest, const std::string& name) {
  if (slowest.row == nullptr) return {};
  return object({{"name", name},
                 {"speed_bytes_per_second", slowest.speed},
                 {"by_median", slowest.by_median}});
}

Json json_of_group(const report::Group& group) {
  constexpr std::size_t max_examples = 5;
  Json examples = Json::array();
  for (std::size_t i = 0; i < std::min(max_examples, group.files.size()); ++i) {
    examples.push_back(group.files[i]->path);
  }
  return object({{"reason", group.reason},
                 {"error_kind", group.kind},
                 {"advice", advice_for(group.kind)},
                 {"files", group.files.size()},
                 {"examples", std::move(examples)}});
}

Json json_of_quality(const report::Quality& quality) {
  const auto of = [](const report::Flagged& flagged) {
    return object({{"samples", flagged.samples}, {"files", flagged.files}});
  };
  return object({{"samples", quality.samples},
                 {"mostly_silent_files", quality.mostly_silent_files},
                 {"clipped", of(quality.clipped)},
                 {"saturated", of(quality.saturated)},
                 {"not_finite", of(quality.not_finite)},
                 {"silent", of(quality.silent)}});
}

Json json_of_measure(const report::MeasureSpread& measure) {
  return object({{"measure", measure.column.name},
                 {"unit", measure.column.unit},
                 {"files", measure.files},
                 {"p5", measure.p5},
                 {"median", measure.median},
                 {"p95", measure.p95},
                 {"distribution", object({{"low", measure.distribution.low},
                                          {"width", measure.distribution.width},
                                          {"counts", measure.distribution.counts}})}});
}

/// Null where no command ran.
Json json_of_commands(const report::CommandUse& use) {
  if (use.files == 0) return nullptr;
  Json statuses = Json::object();
  for (const auto& [status, files] : use.exit_statuses) statuses[std::to_string(status)] = files;
  return object({{"files", use.files},
                 {"exit_statuses", std::move(statuses)},
                 {"user_seconds", use.user_seconds},
                 {"system_seconds", use.system_seconds},
                 {"cpu_seconds", json_of_percentiles(use.cpu_seconds)},
                 {"memory_bytes", json_of_percentiles(use.memory_bytes)}});
}

Json json_of_run(const report::HistoryRow& run) {
  return json_of_row(run, report::history_columns);
}

}  // namespace

Json object(std::initializer_list<Member> members) {
  Json json = Json::object();
  for (const Member& member : members) json[member.name] = std::move(member.value);
  return json;
}

Json json_of(const report::Counts& counts) {
  return object({{"items", counts.items},
                 {"done", counts.done},
                 {"failed", counts.failed},
                 {"skipped", counts.skipped},
                 {"dropped", counts.dropped},
                 {"done_earlier", counts.done_earlier}});
}

Json json_of(const report::Analysis& analysis) {
  const report::Report& report = *analysis.report;
  const auto* const rank = analysis.slowest_rank.row;
  const auto* const host = analysis.slowest_host.row;
  return object(
      {{"summary", json_of_summary(report.summary)},
       {"totals", json_of_totals(analysis.counts, analysis.output)},
       {"rates", json_of_rates(analysis)},
       {"phases", array_of(report.phases, json_of_phase)},
       {"stages", array_of(analysis.stages, json_of_stage)},
       {"percentiles", object({{"seconds", json_of_percentiles(analysis.stages.back().per_file)},
                               {"bytes_in", json_of_percentiles(analysis.file_bytes)}})},
       {"efficiency", json_of_efficiency(analysis.efficiency, analysis.threads)},
       {"makespan", json_of_makespan(analysis.makespan)},
       {"idle", json_of_idle(analysis.idle)},
       {"estimates", json_of_estimates(analysis.estimates)},
       {"slowest", array_of(analysis.slowest, json_of_slow)},
       {"ranks", array_of(report.ranks, json_of_rank)},
       {"hosts", array_of(analysis.hosts, json_of_host)},
       {"slowest_rank",
        json_of_slowest(analysis.slowest_rank, rank == nullptr ? "" : std::to_string(rank->rank))},
       {"slowest_host", json_of_slowest(analysis.slowest_host, host == nullptr ? "" : host->name)},
       {"failures", array_of(analysis.failed, json_of_group)},
       {"skips", array_of(analysis.skipped, json_of_group)},
       {"drops", array_of(analysis.dropped, json_of_group)},
       {"warnings", array_of(analysis.warned, json_of_group)},
       {"quality", json_of_quality(analysis.quality)},
       {"measures", array_of(analysis.measures, json_of_measure)},
       {"commands", json_of_commands(analysis.commands)},
       {"history", array_of(report.history, json_of_run)}});
}

std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

void write_json(const report::Analysis& analysis, const Sink& sink) {
  Json json = object({{"mpietl_report_json", 1}});
  json.update(json_of(analysis));
  sink(text_of(json, 1) + "\n");
}

}  // namespace mpietl::view
