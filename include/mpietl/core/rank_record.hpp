#pragma once

#include <cstdint>
#include <string>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl {

/// What one MPI rank was and did.
struct RankRecord {
  std::int32_t rank = -1;
  std::string host;
  std::int32_t local_rank = -1;
  std::int64_t pid = -1;
  std::int32_t threads = 0;
  std::string cpus;
  std::int32_t cores = -1;
  std::int32_t host_cpus = -1;
  std::string binding;
  std::int64_t grants = 0;
  double answer_seconds = 0.0;
  std::int64_t items = 0;
  std::int64_t bytes = 0;
  double busy_seconds = 0.0;
  double idle_seconds = 0.0;
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;
  double clock_error_seconds = not_measured;
};

inline constexpr auto rank_columns = std::tuple{
    Column{"rank", &RankRecord::rank, "", "MPI rank in the job"},
    Column{"host", &RankRecord::host, "", "name of the host it ran on"},
    Column{"local_rank", &RankRecord::local_rank, "", "its number among the ranks of its host"},
    Column{"pid", &RankRecord::pid, "", "its process id there"},
    Column{"threads", &RankRecord::threads, "", "OpenMP threads that work on items"},
    Column{"cpus", &RankRecord::cpus, "", "processors that it was allowed to use, as a list"},
    Column{"cores", &RankRecord::cores, "", "how many processors these are"},
    Column{"host_cpus", &RankRecord::host_cpus, "", "processors of its host, used or not"},
    Column{"binding", &RankRecord::binding, "",
           "what it was bound to: none, hwthread, core, cores or socket"},
    Column{"grants", &RankRecord::grants, "", "times that it was given more items as it ran"},
    Column{"answer_seconds", &RankRecord::answer_seconds, "s",
           "until it had its answer when it asked for more, on average; 0: it asked for nothing"},
    Column{"items", &RankRecord::items, "", "items that it worked on"},
    Column{"bytes", &RankRecord::bytes, "bytes", "input bytes of those items"},
    Column{"busy_seconds", &RankRecord::busy_seconds, "s", "spent on items, added over threads"},
    Column{"idle_seconds", &RankRecord::idle_seconds, "s",
           "threads x work phase of the job, less busy_seconds"},
    Column{"wall_seconds", &RankRecord::wall_seconds, "s", "from its first item to its last end"},
    Column{"cpu_seconds", &RankRecord::cpu_seconds, "s", "user and system time of the process"},
    Column{"max_rss_bytes", &RankRecord::max_rss_bytes, "bytes", "largest resident memory"},
    Column{"clock_error_seconds", &RankRecord::clock_error_seconds, "s",
           "how far its times may be off the clock of rank 0, at most; 0: it reads the same clock"},
};

}  // namespace mpietl
