#pragma once

#include <limits>
#include <optional>
#include <span>

#include "mpietl/core/record.hpp"
#include "mpietl/report/lanes.hpp"

namespace mpietl::report {

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
