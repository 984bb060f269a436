#pragma once

#include <string>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// A report that is joined with others.
struct Part {
  std::string name;  ///< of its file, for messages
  Report report;
};

/// Several runs as one.
struct Joined {
  Overview overview;  ///< its command line and job are left empty
  FileRows files;     ///< made of the parts, which must outlive them
};

/// Joins the reports of runs whose inputs differ: the shards of one list, or those of several. The
/// rows of one list are in its order and keep their indices; others are in the order of the parts,
/// and renumbered, as ranks and runs are. All times are on one clock, which starts with the first
/// of the runs; those of runs before the last one of a part stay on their own. Paths are absolute
/// where the parts were run in several folders.
///
/// The status is complete when all parts are and no shard is missing. Throws Error(usage) that
/// names the files for shards of different lists or counts, a shard that is there twice, and an
/// input that is in two parts; Error(format) for a shard that is none.
Joined join(const std::vector<Part>& parts);

}  // namespace mpietl::report
