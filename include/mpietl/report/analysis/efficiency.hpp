#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// Threads of a rank, 1 if that was not recorded; threads of all ranks.
double threads_of(const RankRecord& rank);
double threads_of(std::span<const RankRecord> ranks);

/// The activity of one thread of one rank, from the rows of the files that it owned.
struct Lane {
  std::int32_t rank = -1;
  std::int32_t thread = -1;
  double first_start = 0.0;   ///< on the job's clock
  double last_end = 0.0;      ///< on the job's clock
  double busy_seconds = 0.0;  ///< sum of the total times of its files

  /// Seconds between its files.
  [[nodiscard]] double gap_seconds() const;
};

/// One lane for each thread that owned some of `files`, by rank and thread. Ignores skipped files,
/// and rows without rank, thread, start or total time.
std::vector<Lane> lanes_of(FileList files);

/// The length of the work phase, and a lower bound for any schedule of the same files (Graham,
/// Bounds on multiprocessing timing anomalies, 1969). The bound uses measured costs: more threads
/// than cores raise costs and bound.
struct Makespan {
  double seconds = 0.0;       ///< of the work phase
  double even_seconds = 0.0;  ///< cost of all files, in seconds of one thread, / number of threads
  double longest_seconds = 0.0;  ///< total time of the longest file

  /// The larger of the last two members.
  [[nodiscard]] double bound_seconds() const;

  /// Work phase / bound; NaN if there is no bound.
  [[nodiscard]] double by_bound() const;
};

/// For files that `threads` threads processed in a work phase of `work_seconds`.
Makespan makespan_of(FileList files, double threads, double work_seconds);

/// Idle time: seconds of the work phase in which threads did not work on a file, summed over all
/// threads.
struct Idle {
  double thread_seconds = 0.0;  ///< length of the phase times threads
  double start = 0.0;           ///< before the first file of a thread
  double between = 0.0;         ///< between its files
  double tail = 0.0;            ///< after its last file
  double unused = 0.0;          ///< of threads without a file
  double helping = 0.0;         ///< part of these four, spent on files of other threads

  /// Start + between + tail + unused - helping, at least 0.
  [[nodiscard]] double total() const;
};

/// Idle time of `threads` threads in the phase `work`; threads without a lane in `lanes` owned no
/// file. Helping is the excess of the stages of `files` over their total times.
Idle idle_of(FileList files, std::span<const Lane> lanes, double threads, const Phase& work);

/// How well the work phase used the threads: the multiplicative metrics of the Performance
/// Optimisation and Productivity Centre of Excellence (POP standard metrics for parallel
/// performance analysis, https://pop-coe.eu/node/69). Useful time is the time that a thread worked
/// on files; for a rank, the mean over its threads (busy seconds / threads). A mean over ranks is
/// weighted by their threads. NaN if nothing is known.
struct Efficiency {
  double mean_useful_seconds = std::numeric_limits<double>::quiet_NaN();  ///< of a thread
  double max_useful_seconds = std::numeric_limits<double>::quiet_NaN();   ///< of the busiest rank's

  /// Mean / largest useful time of the ranks; 1: no rank waited for a busier one.
  double load_balance = std::numeric_limits<double>::quiet_NaN();

  /// Largest useful time / length of the work phase. The rest is time that even the busiest rank
  /// lost: to start and end, to requests for files, and to idle threads.
  double communication = std::numeric_limits<double>::quiet_NaN();

  /// Load balance x communication efficiency: the fraction of the work phase in which threads
  /// worked.
  double parallel = std::numeric_limits<double>::quiet_NaN();

  /// Mean / largest useful time of single threads; empty if threads shared files, because rows do
  /// not say which threads worked on them.
  std::optional<double> thread_load_balance;
};

/// For ranks in a work phase of `work_seconds`.
Efficiency efficiency_of(std::span<const RankRecord> ranks, double work_seconds);

/// Mean / largest busy time of the threads of `ranks`; threads without a lane in `lanes` were idle.
/// NaN if none was busy.
double thread_balance(std::span<const RankRecord> ranks, std::span<const Lane> lanes);

}  // namespace mpietl::report
