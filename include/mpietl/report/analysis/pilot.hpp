#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// The cost of a file in a run.
struct PilotFile {
  std::string extension;  ///< ".wav", or empty
  std::int64_t bytes = 0;
  double thread_seconds = 0.0;  ///< of all threads that shared it, including waits for each other
};

/// A job whose costs predict those of a larger one. Everything except the files describes its last
/// run.
struct Pilot {
  std::vector<PilotFile> files;       ///< done by any run of the job, in list order
  std::int64_t items = 0;             ///< of the job, done or not
  double answer_seconds = 0.0;        ///< mean time until rank 0 answered a rank; 0: not known
  double serial_seconds = 0.0;        ///< of the phases listing, gather and write
  std::int64_t threads_per_rank = 1;  ///< maximum over its ranks
  std::int64_t cpus_per_node =
      1;  ///< processors of a host that its ranks may use; maximum over hosts
};

/// The costs in `report`; without files if none is done.
Pilot pilot_of(const Report& report);

}  // namespace mpietl::report
