#pragma once

#include <string>
#include <variant>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// Another version means that columns changed their meaning; another minor version, that some were
/// added or renamed.
inline constexpr int schema_version = 1;
inline constexpr int schema_minor_version = 3;

/// Writes a run and what happened to its files as HDF5 (schema version 1) under a temporary name
/// beside `path`, then renames it, so that `path` never holds a part. Summary.hdf5_version is
/// filled by this function.
///
/// Root attributes hold the summary, and those variables of its environment that begin with SLURM_
/// or OMP_; `/files`, `/ranks`, `/phases`, `/history` and `/attributes`, which explains the root
/// attributes, are one-dimensional compound datasets, extensible, chunked, shuffled and deflated,
/// one member a column of record_columns.hpp and report_columns.hpp; text is
/// fixed-length UTF-8, null-padded, up to its first NUL. Attributes `unit_COLUMN`,
/// `description_COLUMN` and `missing_COLUMN` of a dataset tell what a column means, and what stands
/// where nothing is known. schema_text() has all of it. Behind the HDF5 data stand a checksum and a
/// mark, 24 bytes that other programs pass over. Throws Error(not_found, permission, no_space,
/// host, storage) as the system says, and Error(internal) where HDF5 fails. The rows of `files` are
/// asked for twice, one after the other: to find the longest texts, and to store them.
/// `run.history` names the runs before this one; this one's row, and how many files each run did,
/// are filled in by this function.
void write(const std::string& path, const Overview& run, const FileRows& files,
           const JobClock* clock = nullptr, const std::string& run_id = draw_run_id());

/// The file that write() leaves beside `path` when it is killed; a later run removes it.
std::string temporary_name_of(const std::string& path, const std::string& run_id);

/// Reads a report of this schema version. Columns and attributes that it does not know are passed
/// over; those that a file of another minor version lacks have their missing values. Damage is
/// found by the checksum; a file that another program has changed through HDF5 has lost it, and is
/// read as it is. Throws Error(not_found, permission, storage) as the system says, Error(storage)
/// for a file that another program has open for writing or has not closed, and Error(format) when
/// the file is not HDF5, not a report, damaged, or of another schema version, with what to do.
Report read(const std::string& path);

/// Keeps write() from replacing anything but a report: throws Error(usage) when `path` is a file
/// that read() would refuse, unless it is empty; throws as read() for one that another program has
/// open.
void refuse_replacing_others(const std::string& path);

/// Version of the HDF5 library in use, "1.10.8".
std::string library_version();

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

/// The schema of reports as Markdown: rules, root attributes, and each table with the type, the
/// unit, the missing value and the description of its columns, from the tuples that the writer is
/// made from.
std::string schema_text();

}  // namespace mpietl::report
