#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/view/json/json.hpp"
#include "view/json/values.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

Json json_of_range(const report::Range& range) {
  return object({{"median", range.median}, {"min", range.min}, {"max", range.max}});
}

Json json_of_chunk(const std::optional<std::int64_t>& chunk) {
  return chunk ? Json(*chunk) : Json();
}

Json json_of_run(const report::NamedRun& run) {
  Json json = object({{"name", run.name},
                      {"configuration", run.configuration},
                      {"repetition", run.repetition},
                      {"chunk", json_of_chunk(run.chunk)}});
  json.update(json_of(report::Analysis(run.report)));
  return json;
}

Json json_of_row(const report::Scaling& row, const report::Scaling& first) {
  return object({{"configuration", row.configuration},
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
                 {"verdict", name_of(report::verdict_of(row, first))}});
}

Json json_of_difference(const report::Difference& difference) {
  return object({{"what", difference.what}, {"values", difference.values}});
}

Json json_of_mismatch(const report::DigestMismatch& mismatch) {
  return object({{"path", mismatch.path},
                 {"first_digest", mismatch.first},
                 {"second_digest", mismatch.second},
                 {"is_input_changed", mismatch.is_input_changed}});
}

Json json_of_pair(const report::FilePair& pair, const std::vector<report::NamedRun>& runs) {
  return object({{"first", runs[pair.first].name},
                 {"second", runs[pair.second].name},
                 {"is_same_job", pair.is_same_job},
                 {"in_both", pair.in_both},
                 {"only_in_first", pair.only_in_first},
                 {"only_in_second", pair.only_in_second},
                 {"same_digests", pair.same_digests},
                 {"mismatches", array_of(pair.mismatches, json_of_mismatch)}});
}

Json json_of_comparison(const report::Comparison& comparison) {
  const std::string scaling = name_of(comparison.kind);
  const auto row = [&](const report::Scaling& each) {
    return json_of_row(each, comparison.rows.front());
  };
  const auto pair = [&](const report::FilePair& each) {
    return json_of_pair(each, comparison.runs.runs);
  };
  return object({{"scaling", scaling.empty() ? Json() : Json(scaling)},
                 {"configurations", array_of(comparison.rows, row)},
                 {"differences", array_of(comparison.differences, json_of_difference)},
                 {"files", array_of(comparison.pairs, pair)}});
}

}  // namespace

void write_json(const report::Comparison& comparison, const Sink& sink) {
  const Json json = object({{"mpietl_report_json", 1},
                            {"runs", array_of(comparison.runs.runs, json_of_run)},
                            {"comparison", json_of_comparison(comparison)}});
  sink(text_of(json, 1) + "\n");
}

}  // namespace mpietl::view
