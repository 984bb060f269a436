#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace mpietl::journal {

/// One start of the program for a job. What only rank 0 knows, other ranks leave empty.
struct Run {
  std::string id;                     ///< 16 hexadecimal digits, drawn by rank 0
  std::int32_t number = 1;            ///< among the runs of the job, from 1
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in UTC since 1970
  std::string command_line;
  std::string job;  ///< the TOML in force
  std::string mpietl_version;
  std::string shard;            ///< of the list of inputs; empty: the whole
  std::int64_t list_items = 0;  ///< in the whole list
  std::string list_digest;      ///< of that
  std::uint64_t seed = 0;
  std::int32_t ranks = 1;
  std::string schedule;
  std::string mpi_library;
  std::string libsndfile_version;
  std::map<std::string, std::string> environment;  ///< SLURM_* and OMP_* that were set

  bool operator==(const Run&) const = default;
};

/// One process of a run.
struct Rank {
  std::int32_t rank = 0;
  std::string host;
  std::int64_t pid = 0;
  std::int32_t threads = 1;
  std::string cpus;  ///< processors that it was allowed to use, as a list

  bool operator==(const Rank&) const = default;
};

/// An item that a thread begins. Paths are raw bytes.
struct Started {
  std::int64_t index = -1;
  std::int32_t attempt = 0;
  std::int64_t bytes = -1;  ///< of the input
  std::string input;
  std::string output;
  std::string fingerprint;

  bool operator==(const Started&) const = default;
};

/// The folder of the journal of a report.
std::string folder_of(const std::string& report);

}  // namespace mpietl::journal
