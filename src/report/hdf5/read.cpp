#include <algorithm>
#include <filesystem>
#include <system_error>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "report/hdf5/attributes.hpp"
#include "report/hdf5/in_use.hpp"
#include "report/hdf5/schema.hpp"
#include "report/hdf5/seal.hpp"
#include "report/hdf5/segment_rows.hpp"
#include "report/hdf5/table.hpp"

namespace mpietl::report {

namespace {

/// Throws Error(not_found, permission, storage) as the system says, and Error(format) if the path
/// is not a regular file or its seal does not match.
void require_intact(const std::string& path) {
  std::error_code none;
  const auto status = std::filesystem::status(path, none);
  // open() would wait for the writer of a pipe.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    throw Error(Reason::format, "it is not a regular file");
  }
  if (!is_intact(path)) throw Error(Reason::format, "its bytes were damaged");
}

/// Opens without file locks: some network file systems refuse them, and a report never changes.
FileHandle open_file(const std::string& path) {
  const std::string doing = "it is not an HDF5 file, or it is damaged";
  const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS), doing);
  checked(H5Pset_file_locking(access.id(), false, true), doing);
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), doing};
}

void require_version(hid_t file) {
  std::int64_t version = 0;
  read_attribute(file, version_attribute, version);
  if (version == schema_version) return;
  throw Error(Reason::format, "it is of schema version " + std::to_string(version) +
                                  ", and this mpietl reads version " +
                                  std::to_string(schema_version) +
                                  ": read it with the mpietl that wrote it" +
                                  (version > schema_version ? ", or a newer one" : ""));
}

/// Returns the result of `take` on an open report, after checking its seal and schema version.
/// Throws Error as read(); an Hdf5Failure or Error(format) of `take` need not name the file.
template <class Take>
auto read_file(const std::string& path, const Take& take) {
  const auto refused = [&](const std::string& why) {
    return Error(Reason::format, "cannot read the report " + escape(path) + ": " + why +
                                     "; give an undamaged file made by mpietl run --report");
  };
  const QuietHdf5 quiet;
  try {
    require_closed(path);
    require_intact(path);
    const auto file = open_file(path);
    require_version(file.id());
    return take(file.id());
  } catch (const Hdf5Failure& failure) {
    throw refused(failure.what());
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw refused(error.what());
  }
}

/// Whether columns and attributes may be absent, because the file or group has another minor
/// version.
bool may_lack(hid_t group) {
  if (!has_attribute(group, minor_version_attribute)) return true;
  std::int64_t minor = 0;
  read_attribute(group, minor_version_attribute, minor);
  return minor != schema_minor_version;
}

Summary read_summary(hid_t group) {
  Summary summary;
  read_attributes(group, summary_columns, may_lack(group), summary);
  for (const auto& name : attribute_names(group)) {
    if (!is_environment(name) || !is_text_attribute(group, name)) continue;
    read_attribute(group, name, summary.environment[name]);
  }
  return summary;
}

Report read_report(hid_t group, const ColumnNames& left_out) {
  const bool lacks = may_lack(group);
  const ColumnNames none;
  Report report;
  report.summary = read_summary(group);
  report.files = read_table<Record>(group, {files_table, lacks, left_out}, file_columns);
  if (left_out.empty() && has_link(group, segments_table)) {
    const WantedTable wanted{segments_table, lacks, none};
    put_segments(read_table<SegmentRow>(group, wanted, segment_columns), report.files);
  }
  report.ranks = read_table<RankRecord>(group, {ranks_table, lacks, none}, rank_columns);
  report.phases = read_table<Phase>(group, {phases_table, lacks, none}, phase_columns);
  report.history = read_table<HistoryRow>(group, {history_table, lacks, none}, history_columns);
  return report;
}

/// One of several runs; errors name it.
NamedRun read_named_run(hid_t parent, const std::string& name, const ColumnNames& left_out) {
  const std::string where = "run " + name + ": ";
  try {
    const auto group = open_group(parent, name);
    NamedRun run;
    run.name = name;
    read_attributes(group.id(), run_columns, may_lack(group.id()), run);
    if (has_attribute(group.id(), chunk_attribute)) {
      read_attribute(group.id(), chunk_attribute, run.chunk.emplace());
    }
    run.report = read_report(group.id(), left_out);
    return run;
  } catch (const Hdf5Failure& failure) {
    throw Hdf5Failure(where + failure.what());
  } catch (const Error& error) {
    throw Error(error.reason(), where + error.what());
  }
}

Runs read_runs(hid_t file, const ColumnNames& left_out) {
  Runs runs;
  read_attributes(file, runs_columns, may_lack(file), runs);
  const auto parent = open_group(file, runs_group);
  for (const auto& name : link_names(parent.id())) {
    runs.runs.push_back(read_named_run(parent.id(), name, left_out));
  }
  return runs;
}

/// The names of the runs of a file; empty for a report of one run.
std::vector<std::string> run_names(hid_t file) {
  if (!has_link(file, runs_group)) return {};
  return link_names(open_group(file, runs_group).id());
}

Error unknown_run(const std::string& path, const std::string& name,
                  const std::vector<std::string>& names) {
  std::string known;
  for (const auto& each : names) known += (known.empty() ? "" : ", ") + escape(each);
  return {Reason::usage, escape(path) + " holds no run '" + escape(name) + "'; " +
                             (known.empty() ? "it is the report of one run: leave --run out"
                                            : "it holds " + known)};
}

}  // namespace

Report read(const std::string& path) {
  return read_file(path, [&](hid_t file) {
    if (has_link(file, runs_group)) {
      throw Error(Reason::usage,
                  escape(path) +
                      " holds several runs, but this command takes the report of one run: give "
                      "a file that mpietl run --report made");
    }
    return read_report(file, {});
  });
}

std::variant<Report, Runs> read_any(const std::string& path, const ColumnNames& left_out) {
  return read_file(path, [&](hid_t file) -> std::variant<Report, Runs> {
    if (has_link(file, runs_group)) return read_runs(file, left_out);
    return read_report(file, left_out);
  });
}

Report read_run(const std::string& path, const std::string& name) {
  return read_file(path, [&](hid_t file) {
    const auto names = run_names(file);
    if (std::ranges::find(names, name) == names.end()) throw unknown_run(path, name, names);
    return read_named_run(open_group(file, runs_group).id(), name, {}).report;
  });
}

void refuse_replacing_others(const std::string& path) {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(path, none);
  if (none || bytes == 0) return;
  try {
    read_file(path, [](hid_t /*file*/) { return true; });
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw Error(Reason::usage, "the report would replace " + escape(path) +
                                   ", which is no report of this version, or a damaged one: give "
                                   "the report another name, or remove that file");
  }
}

}  // namespace mpietl::report
