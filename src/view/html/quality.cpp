#include "view/html/charts.hpp"

namespace mpietl::view::html {

Json quality_of(const ShownRun& run) {
  const report::Quality& quality = run.analysis.quality;
  Json rows = Json::array();
  const auto add = [&](const char* name, const report::Flagged& flagged) {
    if (flagged.files == 0) return;
    rows.push_back({{"name", name},
                    {"samples", rounded(flagged.samples)},
                    {"share", rounded(flagged.samples / quality.samples)},
                    {"files", flagged.files}});
  };
  add("clipped by the chain", quality.clipped);
  add("saturated: beyond the range of an integer output", quality.saturated);
  add("not finite in the input", quality.not_finite);
  add("silent in the input, below −60 dBFS", quality.silent);
  return rows;
}

}  // namespace mpietl::view::html
