#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "mpietl/report/analysis/commands.hpp"
#include "mpietl/report/analysis/efficiency.hpp"
#include "mpietl/report/analysis/groups.hpp"
#include "mpietl/report/analysis/hosts.hpp"
#include "mpietl/report/analysis/measures.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// A typical file: medians over the done files.
struct Typical {
  double bytes = not_measured;
  double total_seconds = not_measured;
  std::array<double, stage_columns.size()> stage_seconds{};  ///< in the order of stage_columns
};

/// One of the slowest files, compared with the typical one; NaN where a value is not known.
struct SlowFile {
  const Record* file = nullptr;
  std::string host;                    ///< of its rank; empty: not known
  double seconds_by_typical = 0.0;     ///< total time / that of the typical file
  double size_by_typical = 0.0;        ///< bytes in / those of the typical file
  const char* stage = "";              ///< the one that took most of its time
  double stage_share = 0.0;            ///< of the time in all stages
  double stage_by_expected = 0.0;      ///< its time / (the typical one times size_by_typical)
  double rank_speed_by_median = 0.0;   ///< speed as in hosts.hpp
  double host_speed_by_median = 0.0;   ///< likewise
  double measured_by_estimated = 0.0;  ///< seconds of one thread
  std::string why;  ///< a short reason in words; "no single cause" if none applies
};

/// From the stages of all files, and their sizes.
Typical typical_of(std::span<const Stage> stages, const Spread& bytes);

/// Returns the `max_files` slowest of `files`, each with the reasons that apply, in this order: it
/// is at least twice as large as the typical file; a stage took more than 1.5 times the usual time
/// for that size, and more than a fifth of the file's time (of several, the one with the largest
/// loss), or else a stage took more than half of the file's time; its host, or its rank, has less
/// than 0.8 of the median speed; it cost more than 1.5 times its estimate. For example "14 × size;
/// write 3.2 × usual; rank 2 at 50% of the speed; 2.1 × estimate". Hosts and ranks are compared
/// only for files of `runs`, the runs that `ranks` describes.
std::vector<SlowFile> explain_slowest(FileList files, std::size_t max_files, const Typical& typical,
                                      std::span<const RankRecord> ranks,
                                      const std::set<std::int32_t>& runs);

/// How many inputs are done, failed and skipped.
struct Counts {
  std::int64_t items = 0;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t dropped = 0;
  std::int64_t done_earlier = 0;  ///< of the done ones: in earlier runs
};

/// Everything that is computed from a report, for text, JSON and HTML. It points into the report,
/// which must outlive it unchanged.
///
/// Counts, quality, measures, commands, slowest files and groups cover all files. Times and amounts
/// cover the files of runs_on_clock() only.
struct Analysis {
  explicit Analysis(const Report& analysed);

  const Report* report;
  double run_seconds = 0.0;   ///< from the job's start to its report
  double work_seconds = 0.0;  ///< of the work phase
  double threads = 0.0;       ///< of all ranks
  Counts counts;
  Output output;
  std::vector<Stage> stages;
  Spread
      file_bytes;  ///< bytes in of done files; the times that belong to them are in stages.back()
  EstimateError estimates;
  Efficiency efficiency;
  Makespan makespan;
  Idle idle;
  std::vector<Lane> lanes;
  std::vector<Host> hosts;
  Slowest<RankRecord> slowest_rank;
  Slowest<Host> slowest_host;  ///< in `hosts`
  Quality quality;
  std::vector<MeasureSpread> measures;
  CommandUse commands;
  std::vector<SlowFile> slowest;  ///< at most ten, the slowest first
  std::vector<Group> failed;      ///< by error, the largest group first
  std::vector<Group> skipped;     ///< by reason, if there is one
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
