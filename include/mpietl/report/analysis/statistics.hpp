#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// A measured value, or 0 where there is none.
inline double finite(double value) { return std::isfinite(value) ? value : 0.0; }

/// A count, or 0 where it is not known (-1).
inline double known_count(std::int64_t count) {
  return static_cast<double>(std::max<std::int64_t>(count, 0));
}

/// Median, minimum and maximum of a few values; NaN where there is none.
struct Range {
  double median = std::numeric_limits<double>::quiet_NaN();
  double min = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// The range of the finite values.
Range range_of(std::vector<double> values);

/// The work phase; the whole run where that is not known.
Phase work_phase(const Overview& run);

/// Length of the work phase; of the whole run where that is not known.
double work_seconds(const Overview& run);

/// How many hosts a run had; 0: not known.
std::int64_t host_count(const Summary& summary);

/// Rows of `/files` that a statistic covers.
using FileList = std::span<const Record* const>;

/// All rows of a report, and only those of runs_on_clock(), without the rows kept from earlier
/// runs.
std::vector<const Record*> all_files(const std::vector<Record>& files);
std::vector<const Record*> files_of_run(const Report& report);

/// Quantiles of many values; NaN where there is none.
struct Spread {
  double median = std::numeric_limits<double>::quiet_NaN();
  double p95 = std::numeric_limits<double>::quiet_NaN();
  double p99 = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// The quantiles of the finite values, by nearest rank.
Spread spread_of(std::vector<double> values);

/// Totals over the files that are done.
struct Output {
  double files = 0.0;
  double bytes_in = 0.0;
  double bytes_out = 0.0;
  double audio_seconds = 0.0;
  double samples = 0.0;
};

Output output_of(FileList files);

/// How well the cost of a file, in seconds of one thread, was estimated. Measured is its total
/// time, or the sum of its stages where threads shared it, without their waits for each other.
struct EstimateError {
  Spread factor;               ///< over files: the larger of estimated and measured / the smaller
  double ratio_of_sums = 0.0;  ///< estimated / measured
};

/// Of the files that are done and have an estimate; NaN where there is none.
EstimateError estimate_error(FileList files);

/// The ranks with the most busy seconds, and the files with the most total seconds, at most `most`.
std::vector<const RankRecord*> busiest(std::span<const RankRecord> ranks, std::size_t max_count);
std::vector<const Record*> slowest(FileList files, std::size_t max_count);

/// A stage of the work on a file, which is measured by itself.
struct StageColumn {
  const char* name;
  double Record::*seconds;
};

/// In the order in which a file goes through them.
inline constexpr std::array stage_columns{StageColumn{"open", &Record::open_seconds},
                                          StageColumn{"read", &Record::read_seconds},
                                          StageColumn{"transform", &Record::transform_seconds},
                                          StageColumn{"write", &Record::write_seconds},
                                          StageColumn{"close", &Record::close_seconds},
                                          StageColumn{"waiting", &Record::wait_seconds}};

/// Where threads spent their time on the files that were worked on.
struct Stage {
  const char* name = "";
  double seconds = 0.0;  ///< added over all threads
  Spread per_file;       ///< seconds for a file that is done
};

/// Those of stage_columns (waiting: of threads that share a file, for each other), then what of the
/// total time is in none of them ("other"), and their total; per file this is the time from its
/// start to its end.
std::vector<Stage> stages_of(FileList files);

/// Seconds of one file in all stage_columns, added over its threads.
double stage_seconds(const Record& file);

/// Samples of one kind, and the files that have any.
struct Flagged {
  double samples = 0.0;
  std::int64_t files = 0;
};

/// What may be wrong with the audio of the files that are done.
struct Quality {
  double samples = 0.0;  ///< all
  Flagged clipped;
  Flagged saturated;
  Flagged not_finite;
  Flagged silent;                        ///< below -60 dBFS
  std::int64_t mostly_silent_files = 0;  ///< of whose samples more than half are silent
};

Quality quality_of(FileList files);

}  // namespace mpietl::report
