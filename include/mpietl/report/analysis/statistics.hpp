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

/// A measured value, or 0 if there is none.
inline double finite(double value) { return std::isfinite(value) ? value : 0.0; }

/// A count, or 0 if it is not known (-1).
inline double known_count(std::int64_t count) {
  return static_cast<double>(std::max<std::int64_t>(count, 0));
}

/// Median, minimum and maximum of a few values; NaN if there are none.
struct Range {
  double median = std::numeric_limits<double>::quiet_NaN();
  double min = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// The range of the finite values.
Range range_of(std::vector<double> values);

/// The work phase; the whole run if that is not known.
Phase work_phase(const Overview& run);

/// Length of the work phase; of the whole run if that is not known.
double work_seconds(const Overview& run);

/// How many hosts a run had; 0: not known.
std::int64_t host_count(const Summary& summary);

/// The rows of `/files` that a statistic covers.
using FileList = std::span<const Record* const>;

/// All rows of a report, and only those of runs_on_clock(), without the rows of earlier runs.
std::vector<const Record*> all_files(const std::vector<Record>& files);
std::vector<const Record*> files_of_run(const Report& report);

/// Quantiles of many values; NaN if there are none.
struct Spread {
  double median = std::numeric_limits<double>::quiet_NaN();
  double p95 = std::numeric_limits<double>::quiet_NaN();
  double p99 = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// The quantiles of the finite values, by nearest rank.
Spread spread_of(std::vector<double> values);

/// Totals over the done files.
struct Output {
  double files = 0.0;
  double bytes_in = 0.0;
  double bytes_out = 0.0;
  double audio_seconds = 0.0;
  double samples = 0.0;
};

Output output_of(FileList files);

/// How well the cost of a file, in seconds of one thread, was estimated. The measured cost is its
/// total time; for a file that threads shared, the sum of its stages without waits for each other.
struct EstimateError {
  Spread factor;               ///< over files: the larger of estimate and measurement / the smaller
  double ratio_of_sums = 0.0;  ///< estimated / measured
};

/// Over done files with an estimate; NaN if there are none.
EstimateError estimate_error(FileList files);

/// The `most` ranks with the most busy seconds, and the `most` files with the longest total time.
std::vector<const RankRecord*> busiest(std::span<const RankRecord> ranks, std::size_t max_count);
std::vector<const Record*> slowest(FileList files, std::size_t max_count);

/// A stage in processing a file, measured separately.
struct StageColumn {
  const char* name;
  double Record::*seconds;
};

/// In the order of processing.
inline constexpr std::array stage_columns{StageColumn{"open", &Record::open_seconds},
                                          StageColumn{"read", &Record::read_seconds},
                                          StageColumn{"transform", &Record::transform_seconds},
                                          StageColumn{"write", &Record::write_seconds},
                                          StageColumn{"close", &Record::close_seconds},
                                          StageColumn{"waiting", &Record::wait_seconds}};

/// Where threads spent their time on processed files.
struct Stage {
  const char* name = "";
  double seconds = 0.0;  ///< sum over all threads
  Spread per_file;       ///< seconds per done file
};

/// The stages of stage_columns ("waiting": threads that share a file wait for each other), then the
/// rest of the total time ("other"), and the total, which per file is the time from its start to
/// its end.
std::vector<Stage> stages_of(FileList files);

/// Sum of a file's stage_columns, over all of its threads.
double stage_seconds(const Record& file);

/// Samples of one kind, and the number of files that have any.
struct Flagged {
  double samples = 0.0;
  std::int64_t files = 0;
};

/// Possible defects in the audio of done files.
struct Quality {
  double samples = 0.0;  ///< of all files
  Flagged clipped;
  Flagged saturated;
  Flagged not_finite;
  Flagged silent;                        ///< below -60 dBFS
  std::int64_t mostly_silent_files = 0;  ///< more than half of their samples are silent
};

Quality quality_of(FileList files);

}  // namespace mpietl::report
