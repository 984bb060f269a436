#pragma once

#include <cstdint>
#include <vector>

#include "mpietl/report/statistics.hpp"

namespace mpietl::report {

/// What one thread of one rank did, as the rows of the files that it owned tell.
struct Lane {
  std::int32_t rank = -1;
  std::int32_t thread = -1;
  double first_start = 0.0;   ///< on the job's clock
  double last_end = 0.0;      ///< likewise
  double busy_seconds = 0.0;  ///< total times of its files, added

  /// Seconds between its files, in which it worked on none of its own.
  [[nodiscard]] double gap_seconds() const;
};

/// The threads that owned files of `files`, in the order of rank and thread. Rows without rank,
/// thread, start or total time, and skipped ones, are passed over.
std::vector<Lane> lanes_of(FileList files);

}  // namespace mpietl::report
