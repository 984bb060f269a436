#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "mpietl/report/measures.hpp"
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

/// Where threads spent their time on the files that were worked on.
struct Stage {
  const char* name = "";
  double seconds = 0.0;  ///< added over all threads
  Spread per_file;       ///< seconds for a file that is done
};

/// open, read, transform, write, close, waiting (for threads that share the file), other, and their
/// total; per file this is the time from its start to its end.
std::vector<Stage> stages_of(FileList files);

/// How well it was known before what a file would cost one thread. Measured is its total time, or
/// the sum of its stages where threads shared it, without what these waited for each other.
struct EstimateError {
  Spread factor;               ///< over files: the larger of estimated and measured / the smaller
  double ratio_of_sums = 0.0;  ///< estimated / measured
};

/// Of the files that are done and have an estimate; NaN where there is none.
EstimateError estimate_error(FileList files);

/// How evenly the work lay on the ranks.
struct Balance {
  double mean_busy = 0.0;       ///< seconds of a rank
  double max_busy = 0.0;        ///< seconds of the busiest rank
  double busy = 0.0;            ///< seconds of all threads
  double thread_seconds = 0.0;  ///< seconds that all threads had in the work phase
};

Balance balance_of(std::span<const RankRecord> ranks, double work_seconds);

/// The ranks with the most busy seconds, and the files with the most total seconds, at most `most`.
std::vector<const RankRecord*> busiest(std::span<const RankRecord> ranks, std::size_t most);
std::vector<const Record*> slowest(FileList files, std::size_t most);

/// Samples that were altered beyond what the chain meant to do.
struct Altered {
  double samples = 0.0;
  std::int64_t files = 0;
};

Altered altered(FileList files, std::int64_t Record::*samples);

}  // namespace mpietl::report
