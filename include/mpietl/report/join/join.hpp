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
  Overview overview;  ///< its command line and job are left empty
  FileRows files;     ///< made of the parts, which must outlive them
};

/// Joins the reports of runs whose inputs differ: shards of one list, or runs on several lists.
/// Rows of one list keep their order and their indices. Rows of several lists follow each other
/// part by part and are renumbered; so are ranks and runs. All times are on one clock, which starts
/// with the first run; times of a part's earlier runs stay on their own clocks. Paths are absolute
/// where the parts were run in several folders.
///
/// The status is complete when all parts are and no shard is missing. Throws Error(usage) that
/// names the files for shards of different lists or counts, a shard that is there twice, and an
/// input that is in two parts; Error(format) for a shard that is none.
Joined join(const std::vector<Part>& parts);

}  // namespace mpietl::report
