#include "report/load.hpp"

#include "mpietl/core/record_columns.hpp"
#include "report/schema.hpp"
#include "report/table_reader.hpp"

namespace mpietl::report {

namespace {

void send_summary(hid_t group, PipeWriter& pipe) {
  send_attributes<Summary>(group, summary_columns, pipe);
  for (const auto& name : attribute_names(group)) {
    if (!is_environment(name) || !is_text_attribute(group, name)) continue;
    std::string value;
    read_attribute(group, name, value);
    pipe.put(name);
    pipe.put(value);
  }
  pipe.put(std::string());
}

Summary receive_summary(PipeReader& pipe) {
  Summary summary;
  receive_attributes(summary_columns, pipe, summary);
  std::string name;
  for (pipe.get(name); !name.empty(); pipe.get(name)) pipe.get(summary.environment[name]);
  return summary;
}

}  // namespace

void send_report(hid_t group, const ColumnNames& left_out, PipeWriter& pipe) {
  send_summary(group, pipe);
  const bool lacks = may_lack(group);
  const ColumnNames none;
  send_table(group, {files_table, lacks, left_out}, record_columns, pipe);
  send_table(group, {ranks_table, lacks, none}, rank_columns, pipe);
  send_table(group, {phases_table, lacks, none}, phase_columns, pipe);
  send_table(group, {history_table, lacks, none}, history_columns, pipe);
}

Report receive_report(PipeReader& pipe) {
  Report report;
  report.summary = receive_summary(pipe);
  report.files = receive_table<Record>(record_columns, pipe);
  report.ranks = receive_table<RankRecord>(rank_columns, pipe);
  report.phases = receive_table<Phase>(phase_columns, pipe);
  report.history = receive_table<HistoryRow>(history_columns, pipe);
  return report;
}

}  // namespace mpietl::report
