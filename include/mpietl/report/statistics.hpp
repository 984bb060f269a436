#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// Rows of `/files`: those that a number is about.
using FileList = std::span<const Record* const>;

/// All rows of a report; and those of runs_on_clock(), while the others were kept from earlier
/// runs.
std::vector<const Record*> all_files(const std::vector<Record>& files);
std::vector<const Record*> files_of_run(const Report& report);

/// How values are spread; NaN where there is none.
struct Spread {
  double median = std::numeric_limits<double>::quiet_NaN();
  double p95 = std::numeric_limits<double>::quiet_NaN();
  double p99 = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// The spread of the finite ones of `values`, by nearest rank.
Spread spread_of(std::vector<double> values);

/// What was got done, from the rows of the files that are done.
struct Output {
  double files = 0.0;
  double bytes_in = 0.0;
  double bytes_out = 0.0;
  double audio_seconds = 0.0;
  double samples = 0.0;
};

Output output_of(FileList files);

/// How well it was known before what a file would cost one thread. Measured is its total time, or
/// the sum of its stages where threads shared it, without what these waited for each other.
struct EstimateError {
  Spread factor;               ///< over files: the larger of estimated and measured / the smaller
  double ratio_of_sums = 0.0;  ///< estimated / measured
};

/// Of the files that are done and have an estimate; NaN where there is none.
EstimateError estimate_error(FileList files);

/// The ranks with the most busy seconds, and the files with the most total seconds, at most `most`.
std::vector<const RankRecord*> busiest(std::span<const RankRecord> ranks, std::size_t most);
std::vector<const Record*> slowest(FileList files, std::size_t most);

}  // namespace mpietl::report
