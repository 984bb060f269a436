#pragma once

#include <limits>
#include <span>

#include "mpietl/report/lanes.hpp"

namespace mpietl::report {

/// The length of the work phase, and what no schedule of the same files could have been below
/// (Graham, Bounds on multiprocessing timing anomalies, 1969). Costs are as they were measured:
/// more threads than cores make them larger, and so the bound.
struct Makespan {
  double seconds = 0.0;          ///< of the work phase
  double even_seconds = 0.0;     ///< costs of all files, in seconds of one thread, / all threads
  double longest_seconds = 0.0;  ///< total time of the longest file

  /// The larger of the last two.
  [[nodiscard]] double bound_seconds() const;

  /// Work phase / bound; NaN where there is no bound.
  [[nodiscard]] double by_bound() const;
};

/// Of files that `threads` threads worked on in a work phase of `work_seconds`.
Makespan makespan_of(FileList files, double threads, double work_seconds);

/// Seconds of the work phase, added over all threads, in which these worked on no file.
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

/// Of `threads` threads, those in `lanes` and others that owned no file, in the phase `work`.
/// Helping is what the stages of `files` took beyond the total times of those files.
Idle idle_of(FileList files, std::span<const Lane> lanes, double threads, const Phase& work);

}  // namespace mpietl::report
