#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// What the commands of `mpietl map` used, of files whose command ended.
struct CommandUse {
  std::size_t files = 0;
  std::map<std::int32_t, std::int64_t> exit_statuses;  ///< how many files ended with each
  double user_seconds = 0.0;                           ///< of all
  double system_seconds = 0.0;                         ///< of all
  Spread cpu_seconds;                                  ///< user and system time of one
  Spread memory_bytes;                                 ///< largest resident memory of one
};

/// From the columns exit_status, user_seconds, system_seconds and max_rss_bytes.
CommandUse commands_of(FileList files);

}  // namespace mpietl::report
