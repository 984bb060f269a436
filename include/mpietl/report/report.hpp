#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// One run of the job: a row of `/history`.
struct HistoryRow {
  std::int32_t run = 1;
  std::string created;
  std::string command_line;
  std::int64_t ranks = 0;
  std::int64_t threads_per_rank = 0;
  std::string hosts;
  std::string ended;
  std::int64_t done = 0;
  std::int32_t on_clock = 0;
  double wall_seconds = not_measured;
};

/// A phase of the job on its clock: listing, scatter, work, gather or write.
struct Phase {
  std::string phase;
  double start = 0.0;
  double end = 0.0;
};

/// How a job was started and ended, and its totals: the root attributes of the file.
struct Summary {
  std::string mpietl_version;
  std::int64_t run = 1;             ///< of the job, from 1; earlier runs stopped or died
  std::string status = "complete";  ///< "complete" or "partial"
  std::string reason;               ///< why it is partial; empty otherwise
  std::string created;              ///< start of the job, ISO 8601, UTC
  double started_unix_seconds =
      not_measured;  ///< zero of the job's clock, in seconds of UTC since 1970
  std::string command_line;
  std::string working_directory;  ///< in the form of escape(); empty: not known, or several
  std::string job;                ///< the effective options, as TOML
  std::int64_t joined = 0;  ///< number of reports joined into this one; 0: it describes one run
  std::string shard;        ///< "2/5": the shard that these inputs are; empty: the complete list
  std::int64_t list_items = 0;  ///< inputs in the complete list
  std::string list_digest;      ///< hash of that list, in hex; empty: not known
  std::int64_t files_left_out =
      -1;  ///< files in the input folders that are not inputs; -1: not known
  std::uint64_t seed = 0;
  std::int64_t ranks = 0;
  std::int64_t threads_per_rank = 0;  ///< the largest over the ranks
  std::string hosts;                  ///< names without repetition, separated by commas
  std::string schedule;
  std::string mpi_library;
  std::string libsndfile_version;
  std::string hdf5_version;
  std::map<std::string, std::string> environment;  ///< SLURM_* and OMP_* that were set
  double wall_seconds = 0.0;
  std::int64_t items = 0;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t dropped = 0;
  std::int64_t bytes_in = 0;
  std::int64_t bytes_out = 0;
};

/// A run of a job without its files.
struct Overview {
  Summary summary;
  std::vector<RankRecord> ranks;
  std::vector<Phase> phases;
  std::vector<HistoryRow>
      history;  ///< runs of the job, oldest first; includes this run after reading
};

/// Names of columns of `/files`.
using ColumnNames = std::vector<std::string>;

/// A run of a job: the content of a report file.
struct Report : Overview {
  std::vector<Record> files;  ///< each input once, in list order
};

/// Rows that are computed one by one on demand, so that a table need not be in memory.
template <class Row>
struct RowSource {
  std::size_t size = 0;
  std::function<Row(std::size_t)> at;
};

/// The rows of `/files`: each input once, in list order.
using FileRows = RowSource<Record>;

/// Copies of `rows`, which must outlive the result.
template <class Row>
RowSource<Row> rows_of(const std::vector<Row>& rows) {
  return {rows.size(), [&rows](std::size_t index) { return rows[index]; }};
}

template <class Row>
RowSource<Row> rows_of(const std::vector<Row>&& rows) = delete;

/// The runs that ranks, phases and clock describe: the run that wrote the report, or the last run
/// of each joined report.
std::set<std::int32_t> runs_on_clock(const Overview& run);

/// Fills items, done, failed, skipped, dropped, bytes_in and bytes_out of `summary` from the rows;
/// the bytes are those of done files.
void count_totals(const FileRows& files, Summary& summary);

/// One run in a file of several runs of the same work.
struct NamedRun {
  std::string name;           ///< in the form of run_name()
  std::string configuration;  ///< the same for all repetitions: "r2_t1_dynamic"
  std::int64_t repetition = 1;
  std::optional<std::int64_t> chunk;  ///< items of a grant, 0: shrinking; empty: not chosen
  Report report;
};

/// The same work in several configurations, each with several repetitions.
struct Runs {
  std::string mpietl_version;
  std::string created;  ///< start of the first run, ISO 8601, UTC
  std::string command_line;
  std::vector<NamedRun> runs;  ///< in the order in which they ran; others are compared with the
                               ///< configuration of the first
};

/// The name of a run: its configuration, an underscore and the repetition, "r2_t1_dynamic_3".
/// Underscores replace other characters than letters, digits and underscores, and precede a leading
/// digit; so h5py takes the name as it is, and PyTables and pandas take it as an attribute.
std::string run_name(const std::string& configuration, std::int64_t repetition);

}  // namespace mpietl::report
