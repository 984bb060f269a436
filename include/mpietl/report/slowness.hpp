#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "mpietl/report/hosts.hpp"
#include "mpietl/report/stages.hpp"

namespace mpietl::report {

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
std::vector<SlowFile> explain_slowest(FileList files, std::size_t most, const Typical& typical,
                                      std::span<const RankRecord> ranks,
                                      const std::set<std::int32_t>& runs);

}  // namespace mpietl::report
