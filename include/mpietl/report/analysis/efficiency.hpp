#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// Threads of a rank, one where that was not recorded; threads of all ranks.
double threads_of(const RankRecord& rank);
double threads_of(std::span<const RankRecord> ranks);

/// What one thread of one rank did, from the rows of the files that it owned.
struct Lane {
  std::int32_t rank = -1;
  std::int32_t thread = -1;
  double first_start = 0.0;   ///< on the job's clock
  double last_end = 0.0;      ///< likewise
  double busy_seconds = 0.0;  ///< total times of its files, added

  /// Seconds between its files.
  [[nodiscard]] double gap_seconds() const;
};

/// A lane for each thread that owned some of `files`, by rank and thread. Skipped files, and rows
/// without rank, thread, start or total time, do not count.
std::vector<Lane> lanes_of(FileList files);

/// The length of the work phase, and a lower bound for any schedule of the same files
/// (Graham, Bounds on multiprocessing timing anomalies, 1969). Costs are those measured: more
/// threads than cores raise them, and with them the bound.
struct Makespan {
  double seconds = 0.0;          ///< of the work phase
  double even_seconds = 0.0;     ///< costs of all files, in seconds of one thread, / all threads
  double longest_seconds = 0.0;  ///< total time of the longest file

  /// The larger of the last two.
  [[nodiscard]] double bound_seconds() const;

  /// Work phase / bound; NaN where there is no bound.
  [[nodiscard]] double by_bound() const;
};

/// For files that `threads` threads worked on in a work phase of `work_seconds`.
Makespan makespan_of(FileList files, double threads, double work_seconds);

/// Idle time: seconds of the work phase, added over all threads, without work on a file.
struct Idle {
  double thread_seconds = 0.0;  ///< that all threads had
  double start = 0.0;           ///< before the first file of a thread
  double between = 0.0;         ///< between its files
  double tail = 0.0;            ///< after its last file
  double unused = 0.0;          ///< of threads that owned no file
  double helping = 0.0;         ///< of these four, spent on files of other threads

  /// Start + between + tail + unused - helping, at least 0.
  [[nodiscard]] double total() const;
};

/// Idle time of `threads` threads, those in `lanes` and others that owned no file, in the phase
/// `work`. Helping is what the stages of `files` took beyond the total times of those files.
Idle idle_of(FileList files, std::span<const Lane> lanes, double threads, const Phase& work);

/// How well the threads were used in the work phase: the multiplicative metrics of the Performance
/// Optimisation and Productivity Centre of Excellence (POP standard metrics for parallel
/// performance analysis, https://pop-coe.eu/node/69). Useful is the time that a thread worked on
/// files; of a rank, the mean of its threads (busy seconds / threads). A mean over ranks counts
/// each as often as it has threads. NaN where nothing is known.
struct Efficiency {
  double mean_useful_seconds = std::numeric_limits<double>::quiet_NaN();  ///< of a thread
  double max_useful_seconds = std::numeric_limits<double>::quiet_NaN();   ///< of the busiest rank's

  /// Mean / largest useful time of the ranks; 1: none waited for a busier one.
  double load_balance = std::numeric_limits<double>::quiet_NaN();

  /// Largest useful time / length of the work phase. What is missing to 1 was lost even by the
  /// busiest rank: to start and end, to questions for more files and to threads without one.
  double communication = std::numeric_limits<double>::quiet_NaN();

  /// Load balance x communication efficiency: the part of the work phase that threads worked.
  double parallel = std::numeric_limits<double>::quiet_NaN();

  /// Mean / largest useful time of single threads; none where threads shared files, since rows
  /// then do not tell which of them worked.
  std::optional<double> thread_load_balance;
};

/// Of ranks in a work phase of `work_seconds`.
Efficiency efficiency_of(std::span<const RankRecord> ranks, double work_seconds);

/// Mean / largest busy time of the threads of `ranks`, of which those in `lanes` owned files and
/// the others were idle; NaN where none was busy.
double thread_balance(std::span<const RankRecord> ranks, std::span<const Lane> lanes);

}  // namespace mpietl::report
