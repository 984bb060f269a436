#pragma once

#include <string_view>

#include "mpietl/report/report.hpp"
#include "mpietl/report/runs.hpp"

namespace mpietl::report {

inline constexpr auto version_attribute = "schema_version";
inline constexpr auto minor_version_attribute = "schema_minor_version";
inline constexpr auto chunk_attribute = "chunk";
inline constexpr auto runs_group = "runs";
inline constexpr auto files_table = "files";
inline constexpr auto ranks_table = "ranks";
inline constexpr auto phases_table = "phases";
inline constexpr auto history_table = "history";
inline constexpr auto attributes_table = "attributes";

/// Whether an attribute or a variable of that name belongs into Summary::environment.
constexpr bool is_environment(std::string_view name) {
  return name.starts_with("SLURM_") || name.starts_with("OMP_");
}

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

/// Root attributes of a file of several runs.
inline constexpr auto runs_columns = std::tuple{
    Column{"mpietl_version", &Runs::mpietl_version, "", "version of mpietl that ran"},
    Column{"created", &Runs::created, "", "start of the first run, ISO 8601, UTC"},
    Column{"command_line", &Runs::command_line, "", "how they were started"},
};

/// What the group of one of several runs has besides a report's attributes.
inline constexpr auto run_columns = std::tuple{
    Column{"configuration", &NamedRun::configuration, "", "what its repetitions share"},
    Column{"repetition", &NamedRun::repetition, "", "which of them it is"},
};

}  // namespace mpietl::report
