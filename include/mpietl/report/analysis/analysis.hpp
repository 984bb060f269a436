#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "mpietl/report/analysis/efficiency.hpp"
#include "mpietl/report/analysis/hosts.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// Files to which the same happened.
struct Group {
  std::string reason;  ///< with FILE in place of the file's own path
  std::vector<const Record*> files;
};

/// `files` by what `member`, the error or the warning, says; the largest group first.
std::vector<Group> group_by(const std::vector<const Record*>& files, std::string Record::*member);

/// What is usual for a file: medians of those that are done.
struct Typical {
  double bytes = not_measured;
  double total_seconds = not_measured;
  std::array<double, stage_columns.size()> stage_seconds{};  ///< in the order of stage_columns
};

/// One of the slowest files, held against what is usual; NaN where something is not known.
struct SlowFile {
  const Record* file = nullptr;
  std::string host;                    ///< of its rank; empty: not known
  double seconds_by_typical = 0.0;     ///< total time / that of the typical file
  double size_by_typical = 0.0;        ///< bytes in / those of the typical file
  const char* stage = "";              ///< that took most of its time
  double stage_share = 0.0;            ///< of the time in all stages
  double stage_by_expected = 0.0;      ///< its time / the typical one, times the size by typical
  double rank_speed_by_median = 0.0;   ///< bytes of a busy thread second, as in speeds.hpp
  double host_speed_by_median = 0.0;   ///< likewise
  double measured_by_estimated = 0.0;  ///< seconds of one thread
  std::string why;                     ///< a short reason in words; "no single cause" where none
};

/// From the stages of all files, and their sizes.
Typical typical_of(std::span<const Stage> stages, const Spread& bytes);

/// The `most` slowest of `files` with the reasons that these rules find, in this order: the file
/// is twice as large as is typical; a stage took more than half again what it takes for that size,
/// and a fifth of its time (the stage that lost most time so is named), else a stage took more than
/// half of its time; its host, or its rank, has less than four fifths of the median speed; it cost
/// more than half again of what was estimated: "14 × size; write 3.2 × usual; rank 2 at 50% of the
/// speed; 2.1 × estimate". Ranks are asked only of files of `runs`.
std::vector<SlowFile> explain_slowest(FileList files, std::size_t max_files, const Typical& typical,
                                      std::span<const RankRecord> ranks,
                                      const std::set<std::int32_t>& runs);

/// What became of the inputs, counted from their rows.
struct Counts {
  std::int64_t items = 0;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t dropped = 0;
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
  std::vector<Group> dropped;     ///< by reason
  std::vector<Group> warned;      ///< by warning

  // slowest_host points into hosts
  Analysis(const Analysis&) = delete;
  Analysis(Analysis&&) = delete;
  ~Analysis() = default;
  Analysis& operator=(const Analysis&) = delete;
  Analysis& operator=(Analysis&&) = delete;
};

}  // namespace mpietl::report
