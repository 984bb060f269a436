#pragma once

#include <tuple>

#include "mpietl/core/columns.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::report {

inline constexpr auto history_columns = std::tuple{
    Column{"run", &HistoryRow::run, "", "run of the job, from 1; the column run of files"},
    Column{"created", &HistoryRow::created, "", "start of this run, ISO 8601, UTC"},
    Column{"command_line", &HistoryRow::command_line, "", "how it was started"},
    Column{"ranks", &HistoryRow::ranks, "", "number of MPI ranks"},
    Column{"threads_per_rank", &HistoryRow::threads_per_rank, "", "maximum over the ranks"},
    Column{"hosts", &HistoryRow::hosts, "", "names without repetition, separated by commas"},
    Column{"ended", &HistoryRow::ended, "", "complete, why it stopped early, or died"},
    Column{"done", &HistoryRow::done, "", "inputs that this run did and that are still done"},
    Column{"on_clock", &HistoryRow::on_clock, "",
           "1: ranks, phases and clock of this report describe this run; 0: an earlier run"},
    Column{"wall_seconds", &HistoryRow::wall_seconds, "s", "duration of the run; NaN: not known"},
};

inline constexpr auto phase_columns = std::tuple{
    Column{"phase", &Phase::phase, "", "listing, scatter, work, gather or write"},
    Column{"start", &Phase::start, "s", "when it began, on the job's clock"},
    Column{"end", &Phase::end, "s", "when it ended, on the job's clock"},
};

/// The values of the summary by name, without the environment: the root attributes of a report.
inline constexpr auto summary_columns = std::tuple{
    Column{"mpietl_version", &Summary::mpietl_version, "", "version of mpietl that ran"},
    Column{"run", &Summary::run, "", "run of the job, from 1; earlier ones are in history"},
    Column{"status", &Summary::status, "", "complete or partial"},
    Column{"reason", &Summary::reason, "", "why it is partial; empty otherwise"},
    Column{"created", &Summary::created, "", "start of the job, ISO 8601, UTC"},
    Column{"started_unix_seconds", &Summary::started_unix_seconds, "s",
           "zero of the job's clock, in seconds of UTC since 1970; NaN: not known"},
    Column{"command_line", &Summary::command_line, "", "how it was started"},
    Column{"working_directory", &Summary::working_directory, "",
           "folder to which paths are relative; empty: not known"},
    Column{"job", &Summary::job, "", "the effective options, as TOML"},
    Column{"seed", &Summary::seed, "", "random seed"},
    Column{"joined", &Summary::joined, "",
           "number of reports joined into this one; 0: it describes one run"},
    Column{"shard", &Summary::shard, "",
           "the shard that the inputs are, such as 2/5; empty: the complete list"},
    Column{"list_items", &Summary::list_items, "", "inputs in the complete list"},
    Column{"list_digest", &Summary::list_digest, "",
           "XXH3 128-bit hash, in hex, of the path, identity, size and part of each input in it; "
           "empty: not known"},
    Column{"files_left_out", &Summary::files_left_out, "",
           "files in the input folders that are not in the list: not audio by their extension, or "
           "not included; -1: not known"},
    Column{"ranks", &Summary::ranks, "", "number of MPI ranks"},
    Column{"threads_per_rank", &Summary::threads_per_rank, "", "maximum over the ranks"},
    Column{"hosts", &Summary::hosts, "", "names without repetition, separated by commas"},
    Column{"schedule", &Summary::schedule, "", "static or dynamic"},
    Column{"mpi_library", &Summary::mpi_library, "", "name and version"},
    Column{"libsndfile_version", &Summary::libsndfile_version, "", "version of libsndfile"},
    Column{"hdf5_version", &Summary::hdf5_version, "", "version of HDF5 that wrote the report"},
    Column{"wall_seconds", &Summary::wall_seconds, "s",
           "from the job's start until its report was put together"},
    Column{"items", &Summary::items, "", "number of inputs"},
    Column{"done", &Summary::done, "", "inputs that are done"},
    Column{"failed", &Summary::failed, "", "inputs that failed"},
    Column{"skipped", &Summary::skipped, "", "inputs that were not processed"},
    Column{"dropped", &Summary::dropped, "", "inputs that do not meet the job's requirements"},
    Column{"bytes_in", &Summary::bytes_in, "bytes", "size of the done inputs"},
    Column{"bytes_out", &Summary::bytes_out, "bytes", "size of their outputs"},
};

}  // namespace mpietl::report
