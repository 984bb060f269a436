#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/report/measures.hpp"
#include "mpietl/report/runs.hpp"

namespace mpietl::report {

/// What the repetitions of one configuration show.
struct Scaling {
  std::string configuration;
  std::int64_t ranks = 0;
  std::int64_t threads = 0;  ///< of a rank
  std::int64_t hosts = 0;
  std::string schedule;
  std::optional<std::int64_t> chunk;
  std::size_t repetitions = 0;
  Range work_seconds;          ///< of the work phase
  double work_by_first = 1.0;  ///< input bytes / those of the first configuration
  Range speedup;               ///< time of the first configuration / its time, x work_by_first
  double efficiency = 0.0;  ///< median speed-up / how many times its threads are those of the first
  double imbalance = 0.0;   ///< median of the busiest rank's busy time / the mean of all ranks
};

/// One for each configuration, in the order of their first runs, for the same work in turns: a
/// speed-up is that within a repetition. Where the first one is serial, efficiency is speed-up /
/// (ranks x threads).
std::vector<Scaling> scaling_of(const Runs& runs);

/// The same for runs that were made at any time and of any work: a speed-up is of the medians, and
/// its range is what any two runs of both configurations give.
std::vector<Scaling> scaling_of_any(const Runs& runs);

/// What a configuration shows against the first one.
enum class Verdict {
  first,    ///< it is the first one
  faster,   ///< each run is, than each of the first
  slower,   ///< likewise
  overlap,  ///< the spreads cover the difference
  single,   ///< one of the two ran once, so that its spread is not known
};

Verdict verdict_of(const Scaling& row, const Scaling& first);

/// How the work of configurations goes with their threads.
enum class ScalingKind {
  none,    ///< in no known way
  strong,  ///< the same work on other numbers of threads
  weak,    ///< work that grows as the threads do
};

/// Recognised from all rows, whose work may be off by a fiftieth (strong) or a tenth (weak).
ScalingKind kind_of(const std::vector<Scaling>& rows);

}  // namespace mpietl::report
