#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// What a file of a run cost.
struct PilotFile {
  std::string extension;  ///< ".wav", or empty
  std::int64_t bytes = 0;
  double thread_seconds = 0.0;  ///< of all threads that shared it, waits for each other included
};

/// A job from whose costs those of a larger one are predicted. All but the files is that of its
/// last run.
struct Pilot {
  std::vector<PilotFile> files;       ///< those that are done, by any run of the job, in list order
  std::int64_t items = 0;             ///< of the job, done or not
  double answer_seconds = 0.0;        ///< until rank 0 answered a rank, on average; 0: not known
  double serial_seconds = 0.0;        ///< of the phases listing, gather and write
  std::int64_t threads_per_rank = 1;  ///< the largest over its ranks
  std::int64_t cpus_per_node = 1;     ///< that its ranks might use on a host; the largest
};

/// The costs in `report`; no files when none of them is done.
Pilot pilot_of(const Report& report);

}  // namespace mpietl::report
