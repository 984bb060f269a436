#pragma once

#include <string>
#include <vector>

#include "mpietl/report/efficiency.hpp"
#include "mpietl/report/groups.hpp"
#include "mpietl/report/makespan.hpp"
#include "mpietl/report/quality.hpp"
#include "mpietl/report/slowness.hpp"
#include "mpietl/report/speeds.hpp"
#include "mpietl/report/stages.hpp"

namespace mpietl::report {

/// What became of the inputs, counted from their rows.
struct Counts {
  std::int64_t items = 0;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t done_earlier = 0;  ///< of those that are done, by runs that the clock is not of
};

/// What a report says, as values: made once, then shown as text, JSON or a page. It points into the
/// report, which must outlive it and stay as it is.
///
/// Counts, quality, slowest files and groups are of all files; what is about time and amounts is
/// of the files of runs_on_clock() alone.
struct Analysis {
  explicit Analysis(const Report& analysed);

  const Report* report;
  double run_seconds = 0.0;   ///< from the job's start to its report
  double work_seconds = 0.0;  ///< of the work phase
  double threads = 0.0;       ///< of all ranks
  Counts counts;
  Output output;
  std::vector<Stage> stages;
  Spread file_bytes;  ///< bytes in of files that are done; their seconds are those of stages.back()
  EstimateError estimates;
  Efficiency efficiency;
  Makespan makespan;
  Idle idle;
  std::vector<Lane> lanes;
  std::vector<Host> hosts;
  Slowest<RankRecord> slowest_rank;
  Slowest<Host> slowest_host;  ///< in `hosts`
  Quality quality;
  std::vector<SlowFile> slowest;  ///< ten, the slowest first
  std::vector<Group> failed;      ///< by error, the largest group first
  std::vector<Group> skipped;     ///< likewise; those with a reason
  std::vector<Group> warned;      ///< by warning

  // slowest_host points into hosts
  Analysis(const Analysis&) = delete;
  Analysis(Analysis&&) = delete;
  ~Analysis() = default;
  Analysis& operator=(const Analysis&) = delete;
  Analysis& operator=(Analysis&&) = delete;
};

}  // namespace mpietl::report
