#include <utility>

#include "view/html/page_json.hpp"

namespace mpietl::view::html {

namespace {

Json json_of_measure(const report::MeasureSpread& measure) {
  const report::Distribution& bins = measure.distribution;
  return object({{"name", measure.column.name},
                 {"unit", measure.column.unit},
                 {"files", measure.files},
                 {"p5", rounded(measure.p5)},
                 {"median", rounded(measure.median)},
                 {"p95", rounded(measure.p95)},
                 {"low", rounded(bins.low)},
                 {"width", rounded(bins.width)},
                 {"counts", bins.counts}});
}

/// Samples that are clipped, saturated, not finite or silent.
Json json_of_quality(const report::Quality& quality) {
  Json rows = Json::array();
  const auto add = [&](const char* name, const report::Flagged& flagged) {
    if (flagged.files == 0) return;
    rows.push_back(object({{"name", name},
                           {"samples", rounded(flagged.samples)},
                           {"share", rounded(flagged.samples / quality.samples)},
                           {"files", flagged.files}}));
  };
  add("clipped by the chain", quality.clipped);
  add("saturated: beyond the range of an integer output", quality.saturated);
  add("not finite in the input", quality.not_finite);
  add("silent in the input, below −60 dBFS", quality.silent);
  return rows;
}

Json json_of_spread(const report::Spread& spread) {
  return object({{"median", rounded(spread.median)},
                 {"p95", rounded(spread.p95)},
                 {"p99", rounded(spread.p99)},
                 {"max", rounded(spread.max)}});
}

/// Null if no command ran.
Json json_of_commands(const report::CommandUse& use) {
  if (use.files == 0) return nullptr;
  Json statuses = Json::array();
  for (const auto& [status, files] : use.exit_statuses) {
    statuses.push_back(Json::array({status, files}));
  }
  return object({{"files", use.files},
                 {"exit_statuses", std::move(statuses)},
                 {"user_seconds", rounded(use.user_seconds)},
                 {"system_seconds", rounded(use.system_seconds)},
                 {"cpu_seconds", json_of_spread(use.cpu_seconds)},
                 {"memory_bytes", json_of_spread(use.memory_bytes)}});
}

}  // namespace

Json json_of_audio(const report::Analysis& analysis) {
  return object({{"measures", array_of(analysis.measures, json_of_measure)},
                 {"quality", json_of_quality(analysis.quality)},
                 {"commands", json_of_commands(analysis.commands)}});
}

}  // namespace mpietl::view::html
