#include "report/fill.hpp"

#include "mpietl/report/file.hpp"
#include "report/attributes.hpp"
#include "report/schema.hpp"
#include "report/table_writer.hpp"

namespace mpietl::report {

namespace {

void write_summary(hid_t group, Summary summary) {
  summary.hdf5_version = library_version();
  write_attribute(group, version_attribute, std::int64_t{schema_version});
  write_attributes(group, summary_columns, summary);
  for (const auto& [name, value] : summary.environment) {
    if (is_environment(name)) write_attribute(group, name, value);
  }
}

}  // namespace

void fill(hid_t group, const Overview& run, const FileRows& files, const JobClock* clock) {
  const double start = clock != nullptr ? clock->now() : 0.0;
  write_table(group, files_table, files, record_columns);
  write_table(group, ranks_table, rows_of(run.ranks), rank_columns);
  Summary summary = run.summary;
  auto phases = run.phases;
  if (clock != nullptr) {
    summary.wall_seconds = clock->now();
    phases.push_back({"write", start, summary.wall_seconds});
  }
  write_summary(group, std::move(summary));
  write_table(group, phases_table, rows_of(phases), phase_columns);
}

}  // namespace mpietl::report
