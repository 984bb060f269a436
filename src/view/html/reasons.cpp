#include <algorithm>

#include "mpietl/core/text.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t most_groups = 20;
constexpr std::size_t longest_text = 300;

void add(const std::vector<report::Group>& groups, const char* kind, Json& rows) {
  for (std::size_t i = 0; i < std::min(groups.size(), most_groups); ++i) {
    const report::Group& group = groups[i];
    rows.push_back({{"kind", kind},
                    {"reason", shorten(group.reason, longest_text)},
                    {"files", group.files.size()},
                    {"example", shorten(group.files.front()->path, longest_text)}});
  }
}

}  // namespace

Json reasons_of(const ShownRun& run) {
  Json rows = Json::array();
  add(run.analysis.failed, "failed", rows);
  add(run.analysis.skipped, "skipped", rows);
  add(run.analysis.warned, "warning", rows);
  return rows;
}

}  // namespace mpietl::view::html
