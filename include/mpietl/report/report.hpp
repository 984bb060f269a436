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

/// How the job was started and ended, and its totals: the root attributes of the file.
struct Summary {
  std::string mpietl_version;
  std::int64_t run = 1;                        ///< of the job, from 1; earlier ones stopped or died
  std::string status = "complete";             ///< "complete" or "partial"
  std::string reason;                          ///< why it is partial; empty otherwise
  std::string created;                         ///< start of the job, ISO 8601, UTC
  double started_unix_seconds = not_measured;  ///< zero of the job's clock, in UTC since 1970
  std::string command_line;
  std::string working_directory;  ///< as escape() makes it; empty: not known, or several
  std::string job;                ///< the TOML in force
  std::int64_t joined = 0;        ///< reports that this one was made of; 0: that of one run
  std::string shard;              ///< "2/5", part of the list that these inputs are; empty: whole
  std::int64_t list_items = 0;    ///< inputs in the whole list
  std::string list_digest;        ///< hash of that list, in hex; empty: not known
  std::int64_t files_left_out =
      -1;  ///< files in the input folders that are no inputs; -1: not known
  std::uint64_t seed = 0;
  std::int64_t ranks = 0;
  std::int64_t threads_per_rank = 0;  ///< the largest over the ranks
  std::string hosts;                  ///< names, each once, comma between
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

/// One run of the ETL without what happened to each file.
struct Overview {
  Summary summary;
  std::vector<RankRecord> ranks;
  std::vector<Phase> phases;
  std::vector<HistoryRow> history;  ///< runs of the job, oldest first; as read, this one too
};

/// Names of columns of `/files`.
using ColumnNames = std::vector<std::string>;

/// One run of the ETL: what is stored in a report file.
struct Report : Overview {
  std::vector<Record> files;  ///< in list order, every input once
};

/// Rows that are made one by one on demand, so that a table need not be in memory.
template <class Row>
struct RowSource {
  std::size_t size = 0;
  std::function<Row(std::size_t)> at;
};

/// The rows of `/files`, in list order, every input once.
using FileRows = RowSource<Record>;

/// Copies of `rows`, which must outlive them.
template <class Row>
RowSource<Row> rows_of(const std::vector<Row>& rows) {
  return {rows.size(), [&rows](std::size_t index) { return rows[index]; }};
}

template <class Row>
RowSource<Row> rows_of(const std::vector<Row>&& rows) = delete;

/// The runs that ranks, phases and clock describe: the run that wrote the report, or the last run
/// of each joined report. Earlier runs are not among them.
std::set<std::int32_t> runs_on_clock(const Overview& run);

/// Fills items, done, failed, skipped, dropped, bytes_in and bytes_out of `summary` from the rows;
/// the bytes are those of the files that are done.
void count_totals(const FileRows& files, Summary& summary);

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

}  // namespace mpietl::report
