#include "report/fill.hpp"

#include "mpietl/core/record_columns.hpp"
#include "mpietl/report/file.hpp"
#include "report/attributes.hpp"
#include "report/explanations.hpp"
#include "report/history.hpp"
#include "report/schema.hpp"
#include "report/table_writer.hpp"
#include "report/version.hpp"

namespace mpietl::report {

namespace {

void write_summary(hid_t group, Summary summary) {
  summary.hdf5_version = library_version();
  write_version(group);
  write_attributes(group, summary_columns, summary);
  for (const auto& [name, value] : summary.environment) {
    if (is_environment(name)) write_attribute(group, name, value);
  }
}

/// `files`, of which `done` counts those that are asked for.
FileRows counted(const FileRows& files, DoneByRun& done) {
  return {files.size, [&](std::size_t index) {
            Record file = files.at(index);
            done.count(index, file);
            return file;
          }};
}

}  // namespace

void fill(hid_t group, const Overview& run, const FileRows& files, const JobClock* clock) {
  const double start = clock != nullptr ? clock->now() : 0.0;
  DoneByRun done;
  write_table(group, files_table, counted(files, done), record_columns);
  write_table(group, ranks_table, rows_of(run.ranks), rank_columns);
  Overview ended = run;
  if (clock != nullptr) {
    ended.summary.wall_seconds = clock->now();
    ended.phases.push_back({"write", start, ended.summary.wall_seconds});
  }
  const auto history = history_of(ended, done);
  write_table(group, history_table, rows_of(history), history_columns);
  write_table(group, phases_table, rows_of(ended.phases), phase_columns);
  const auto explanations = explanations_of_report();
  write_table(group, attributes_table, rows_of(explanations), explanation_columns);
  write_summary(group, std::move(ended.summary));
}

}  // namespace mpietl::report
