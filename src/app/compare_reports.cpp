#include "app/compare_reports.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

void add(report::Runs several, const std::string& path, std::vector<report::NamedRun>& runs) {
  for (auto& run : several.runs) {
    run.name = path + ":" + run.name;
    run.configuration = path + ":" + run.configuration;
    runs.push_back(std::move(run));
  }
}

}  // namespace

std::vector<report::NamedRun> runs_of(const std::vector<std::string>& paths) {
  std::vector<report::NamedRun> runs;
  for (const auto& path : paths) {
    const auto name = escape(path);
    auto content = report::read_any(path, {"output"});
    if (auto* const one = std::get_if<report::Report>(&content)) {
      runs.push_back({name, name, 1, {}, std::move(*one)});
    } else {
      add(std::get<report::Runs>(std::move(content)), name, runs);
    }
  }
  return runs;
}

bool has_mismatches(const report::Comparison& comparison) {
  return std::ranges::any_of(comparison.pairs,
                             [](const auto& pair) { return !pair.mismatches.empty(); });
}

}  // namespace mpietl::app
