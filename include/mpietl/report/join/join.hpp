#pragma once

#include <string>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// One of the reports to join.
struct Part {
  std::string name;  ///< of its file, for messages
  Report report;
};

/// The joined report.
struct Joined {
  Overview overview;  ///< without command line and job
  FileRows files;     ///< computed from the parts, which must outlive them
};

/// Joins the reports of runs with different inputs: shards of one list, or runs on several lists.
/// Rows of one list keep their order and indices. Rows of several lists follow each other, part by
/// part, with new indices; ranks and runs are renumbered too. All times are on one clock, which
/// starts with the first run; times of earlier runs of a part stay on their own clocks. Paths
/// become absolute if the parts were run in different folders.
///
/// The status is "complete" if all parts are complete and no shard is missing. Throws Error(usage),
/// with the names of the files, for shards of different lists or counts, a shard that occurs twice,
/// and an input that is in two parts; Error(format) for an invalid shard.
Joined join(const std::vector<Part>& parts);

}  // namespace mpietl::report
