#include "mpietl/view/json.hpp"
#include "view/comparison_words.hpp"
#include "view/json_parts.hpp"

namespace mpietl::view {

namespace {

Json json_of_range(const report::Range& range) {
  return {{"median", range.median}, {"min", range.min}, {"max", range.max}};
}

Json json_of_chunk(const std::optional<std::int64_t>& chunk) {
  return chunk ? Json(*chunk) : Json();
}

Json json_of_run(const report::NamedRun& run) {
  Json json = {{"name", run.name},
               {"configuration", run.configuration},
               {"repetition", run.repetition},
               {"chunk", json_of_chunk(run.chunk)}};
  json.update(json_of(report::Analysis(run.report)));
  return json;
}

Json json_of_row(const report::Scaling& row, const report::Scaling& first) {
  return {{"configuration", row.configuration},
          {"hosts", row.hosts},
          {"ranks", row.ranks},
          {"threads", row.threads},
          {"schedule", row.schedule},
          {"chunk", json_of_chunk(row.chunk)},
          {"repetitions", row.repetitions},
          {"work_seconds", json_of_range(row.work_seconds)},
          {"work_by_first", row.work_by_first},
          {"speed_up", json_of_range(row.speedup)},
          {"efficiency", row.efficiency},
          {"imbalance", row.imbalance},
          {"verdict", name_of(report::verdict_of(row, first))}};
}

Json json_of_pair(const report::FilePair& pair, const std::vector<report::NamedRun>& runs) {
  Json mismatches = Json::array();
  for (const auto& [path, first, second, is_input_changed] : pair.mismatches) {
    mismatches.push_back({{"path", path},
                          {"first_digest", first},
                          {"second_digest", second},
                          {"is_input_changed", is_input_changed}});
  }
  return {{"first", runs[pair.first].name},      {"second", runs[pair.second].name},
          {"is_same_job", pair.is_same_job},     {"in_both", pair.in_both},
          {"only_in_first", pair.only_in_first}, {"only_in_second", pair.only_in_second},
          {"same_digests", pair.same_digests},   {"mismatches", std::move(mismatches)}};
}

Json json_of_comparison(const report::Comparison& comparison) {
  const auto& runs = comparison.runs.runs;
  const std::string scaling = name_of(comparison.kind);
  Json json = {{"scaling", scaling.empty() ? Json() : Json(scaling)},
               {"configurations", Json::array()},
               {"differences", Json::array()},
               {"files", Json::array()}};
  for (const auto& row : comparison.rows) {
    json["configurations"].push_back(json_of_row(row, comparison.rows.front()));
  }
  for (const auto& [what, values] : comparison.differences) {
    json["differences"].push_back({{"what", what}, {"values", values}});
  }
  for (const auto& pair : comparison.pairs) json["files"].push_back(json_of_pair(pair, runs));
  return json;
}

}  // namespace

void write_json(const report::Comparison& comparison, const Sink& sink) {
  Json json = {{"mpietl_report_json", 1}, {"runs", Json::array()}};
  for (const auto& run : comparison.runs.runs) json["runs"].push_back(json_of_run(run));
  json["comparison"] = json_of_comparison(comparison);
  sink(text_of(json));
}

}  // namespace mpietl::view
