#include "mpietl/core/text.hpp"
#include "mpietl/report/groups.hpp"
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
  std::vector<const Record*> failed;
  std::vector<const Record*> skipped;
  std::vector<const Record*> warned;
  for (const Record& file : run.report.files) {
    if (file.status == Status::failed) failed.push_back(&file);
    if (file.status == Status::skipped && !file.error.empty()) skipped.push_back(&file);
    if (!file.warning.empty()) warned.push_back(&file);
  }
  Json rows = Json::array();
  add(report::group_by(failed, &Record::error), "failed", rows);
  add(report::group_by(skipped, &Record::error), "skipped", rows);
  add(report::group_by(warned, &Record::warning), "warning", rows);
  return rows;
}

}  // namespace mpietl::view::html
