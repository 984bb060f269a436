#include "report/load.hpp"

#include "report/attributes.hpp"
#include "report/schema.hpp"
#include "report/table_reader.hpp"

namespace mpietl::report {

namespace {

Summary read_summary(hid_t group) {
  Summary summary;
  read_attributes(group, summary_columns, summary);
  for (const auto& name : attribute_names(group)) {
    if (is_environment(name) && is_text_attribute(group, name)) {
      read_attribute(group, name, summary.environment[name]);
    }
  }
  return summary;
}

}  // namespace

Report load(hid_t group) {
  Report report;
  report.summary = read_summary(group);
  report.files = read_table<Record>(group, files_table, record_columns);
  report.ranks = read_table<RankRecord>(group, ranks_table, rank_columns);
  report.phases = read_table<Phase>(group, phases_table, phase_columns);
  report.history = read_table<HistoryRow>(group, history_table, history_columns);
  return report;
}

}  // namespace mpietl::report
