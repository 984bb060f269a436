#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// One of several runs of the same work in one file.
struct NamedRun {
  std::string name;           ///< as run_name() makes it
  std::string configuration;  ///< what it shares with its other repetitions: "r2_t1_dynamic"
  std::int64_t repetition = 1;
  std::optional<std::int64_t> chunk;  ///< items of a grant, 0: shrinking; where it was told
  Report report;
};

/// The same work under several configurations, each some times.
struct Runs {
  std::string mpietl_version;
  std::string created;  ///< start of the first run, ISO 8601, UTC
  std::string command_line;
  std::vector<NamedRun> runs;  ///< in the order in which they ran; the first one's configuration is
                               ///< what the others are held against
};

/// The name of a run: its configuration, an underscore and the repetition, "r2_t1_dynamic_3". What
/// is no letter, digit or underscore becomes an underscore, and a digit in front gets one before
/// it: so h5py, and PyTables and pandas as attributes, take the name as it is.
std::string run_name(const std::string& configuration, std::int64_t repetition);

/// Writes `runs` as HDF5, as write() does: below the group `/runs` each run is a group of its name
/// that holds what a report holds at its root, and the attributes `configuration`, `repetition` and
/// (where told) `chunk`; the groups are in the order of the runs. Root attributes are
/// schema_version, mpietl_version, created and command_line.
/// Throws Error as write(), and Error(internal) for a name that run_name() cannot make, or twice.
void write_runs(const std::string& path, const Runs& runs);

/// Reads a file that either write() or write_runs() made; the columns `left_out` of `/files` are
/// missing in all rows, which takes less time and memory. Throws Error as read().
std::variant<Report, Runs> read_any(const std::string& path, const ColumnNames& left_out = {});

/// Reads one of the runs of a file. Throws Error as read(), and Error(usage) that lists the names
/// for one that is not there.
Report read_run(const std::string& path, const std::string& name);

}  // namespace mpietl::report
