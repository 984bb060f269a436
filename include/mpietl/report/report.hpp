#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/report/history.hpp"

namespace mpietl::report {

/// A stretch of the job on its clock: listing, scatter, work, gather, write.
struct Phase {
  std::string phase;
  double start = 0.0;
  double end = 0.0;
};

inline constexpr auto phase_columns = std::tuple{
    Column{"phase", &Phase::phase, "", "listing, scatter, work, gather or write"},
    Column{"start", &Phase::start, "s", "when it began, on the job's clock"},
    Column{"end", &Phase::end, "s", "when it ended, on the job's clock"},
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
  std::string job;              ///< the TOML in force
  std::int64_t joined = 0;      ///< reports that this one was made of; 0: that of one run
  std::string shard;            ///< "2/5", part of the list that these inputs are; empty: whole
  std::int64_t list_items = 0;  ///< inputs in the whole list
  std::string list_digest;      ///< hash of the names and sizes of that, in hex; empty: not known
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
  std::int64_t bytes_in = 0;
  std::int64_t bytes_out = 0;
};

/// The summary's values by name, without the environment: the root attributes of a report file.
inline constexpr auto summary_columns = std::tuple{
    Column{"mpietl_version", &Summary::mpietl_version, "", "version of mpietl that ran"},
    Column{"run", &Summary::run, "", "run of the job, from 1; earlier ones are in history"},
    Column{"status", &Summary::status, "", "complete or partial"},
    Column{"reason", &Summary::reason, "", "why it is partial; empty otherwise"},
    Column{"created", &Summary::created, "", "start of the job, ISO 8601, UTC"},
    Column{"started_unix_seconds", &Summary::started_unix_seconds, "s",
           "when the job's clock began, in UTC since 1970; NaN: not known"},
    Column{"command_line", &Summary::command_line, "", "how it was started"},
    Column{"job", &Summary::job, "", "the TOML in force"},
    Column{"seed", &Summary::seed, "", "seed of the random numbers"},
    Column{"joined", &Summary::joined, "", "reports that this was made of; 0: that of one run"},
    Column{"shard", &Summary::shard, "", "part of the list that the inputs are; empty: whole"},
    Column{"list_items", &Summary::list_items, "", "inputs in the whole list"},
    Column{"list_digest", &Summary::list_digest, "", "hash of its names and sizes, in hex"},
    Column{"ranks", &Summary::ranks, "", "number of MPI ranks"},
    Column{"threads_per_rank", &Summary::threads_per_rank, "", "the largest over the ranks"},
    Column{"hosts", &Summary::hosts, "", "names, each once, comma between"},
    Column{"schedule", &Summary::schedule, "", "static or dynamic"},
    Column{"mpi_library", &Summary::mpi_library, "", "name and version"},
    Column{"libsndfile_version", &Summary::libsndfile_version, "", "version of libsndfile"},
    Column{"hdf5_version", &Summary::hdf5_version, "", "version of HDF5 that wrote the report"},
    Column{"wall_seconds", &Summary::wall_seconds, "s",
           "from the job's start until its report was put together"},
    Column{"items", &Summary::items, "", "number of inputs"},
    Column{"done", &Summary::done, "", "inputs that are done"},
    Column{"failed", &Summary::failed, "", "inputs that failed"},
    Column{"skipped", &Summary::skipped, "", "inputs that were not worked on"},
    Column{"bytes_in", &Summary::bytes_in, "bytes", "input bytes of what is done"},
    Column{"bytes_out", &Summary::bytes_out, "bytes", "output bytes of what is done"},
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

/// Rows that are made one by one, when they are asked for, so that a table need not be in memory.
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

/// The runs that ranks, phases and clock are of: the one that wrote the report, or the last of each
/// report that was joined. The others are those before.
std::set<std::int32_t> runs_on_clock(const Overview& run);

/// Fills items, done, failed, skipped, bytes_in and bytes_out of `summary` from the rows; the bytes
/// are those of the files that are done.
void count_totals(const FileRows& files, Summary& summary);

}  // namespace mpietl::report
