#pragma once

#include <string>
#include <variant>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// A new version changes the meaning of columns; a new minor version adds or renames some.
inline constexpr int schema_version = 1;
inline constexpr int schema_minor_version = 4;

/// Writes a run and its files as HDF5 (schema version 1) under a temporary name next to `path`,
/// then renames the file, so that `path` is always complete. Sets Summary.hdf5_version.
///
/// Root attributes hold the summary, and the variables of its environment that begin with SLURM_ or
/// OMP_; `/files`, `/segments` (if there are any), `/ranks`, `/phases`, `/history` and
/// `/attributes`, which explains the root attributes, are one-dimensional compound datasets,
/// extensible, chunked, shuffled and deflated, with one member for each column of
/// record_columns.hpp, segment_rows.hpp and report_columns.hpp. Text is fixed-length UTF-8,
/// null-padded, up to its first NUL. Attributes `unit_COLUMN`, `description_COLUMN` and
/// `missing_COLUMN` of a dataset give a column's meaning and the value for "not known";
/// schema_text() lists them. A checksum and a mark, 24 bytes that other programs ignore, follow the
/// HDF5 data. Throws Error(not_found, permission, no_space, host, storage) as the system says, and
/// Error(internal) when HDF5 fails. Iterates over the rows of `files` twice: to find the longest
/// texts, and to store the rows. `run.history` holds the earlier runs; this function adds this run,
/// and the number of files that each run did.
void write(const std::string& path, const Overview& run, const FileRows& files,
           const JobClock* clock = nullptr, const std::string& run_id = draw_run_id());

/// The temporary file that a killed write() leaves next to `path`; a later run removes it.
std::string temporary_name_of(const std::string& path, const std::string& run_id);

/// Reads a report of this schema version. Ignores columns and attributes that it does not know;
/// those that a file of another minor version lacks get their missing values. The checksum detects
/// damage; if another program has changed the file through HDF5, the checksum is gone and the file
/// is read without it. Throws Error(not_found, permission, storage) as the system says,
/// Error(storage) for a file that another program has open for writing or has not closed, and
/// Error(format), with a remedy, if the file is not HDF5, not a report, damaged, or of another
/// schema version.
Report read(const std::string& path);

/// Protects other files from write(): throws Error(usage) if `path` is a file that read() would
/// refuse and that is not empty; throws as read() if another program has it open.
void refuse_replacing_others(const std::string& path);

/// Version of the HDF5 library, "1.10.8".
std::string library_version();

/// Writes `runs` as HDF5, as write() does: the group `/runs` has a group for each run, in order,
/// named by the run. It holds the content of a report, and the attributes `configuration`,
/// `repetition` and, if known, `chunk`. Root attributes are schema_version, mpietl_version, created
/// and command_line. Throws Error as write(), and Error(internal) for a name that run_name() cannot
/// make, or that occurs twice.
void write_runs(const std::string& path, const Runs& runs);

/// Reads a file of write() or write_runs(). The columns `left_out` of `/files` keep their missing
/// values, which saves time and memory. Throws Error as read().
std::variant<Report, Runs> read_any(const std::string& path, const ColumnNames& left_out = {});

/// Reads one of the runs of a file. Throws Error as read(), and Error(usage) with a list of names
/// if there is no such run.
Report read_run(const std::string& path, const std::string& name);

/// The schema of reports as Markdown, made from the same tuples as the file: rules, root
/// attributes, and for each table the type, unit, missing value and description of its columns.
std::string schema_text();

}  // namespace mpietl::report
