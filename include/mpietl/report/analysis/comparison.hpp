#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/report/analysis/statistics.hpp"

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

/// A setting in which runs differ.
struct Difference {
  std::string what;  ///< "seed", "ranks", "libsndfile", or a key of the job: "run.seed"
  std::vector<std::string> values;  ///< of each run, in their order; empty: not there
};

/// Two runs of one job whose outputs for an input are not the same.
struct DigestMismatch {
  std::string path;
  std::string first;              ///< digest
  std::string second;             ///< digest
  bool is_input_changed = false;  ///< the input's size or time differs, too, so its bytes may
};

/// The files of a run beside those of an earlier one of the same job, or of the first run.
struct FilePair {
  std::size_t first = 0;  ///< indices of the runs
  std::size_t second = 0;
  bool is_same_job = false;  ///< seed, chain and kind of outputs are the same: so digests must be
  std::int64_t in_both = 0;
  std::int64_t only_in_first = 0;
  std::int64_t only_in_second = 0;
  std::int64_t same_digests = 0;           ///< of files that are done in both
  std::vector<DigestMismatch> mismatches;  ///< in list order; none where jobs differ
};

/// What several runs show beside each other.
struct Comparison {
  Runs runs;  ///< those of one configuration share its name, the path of its first run
  std::vector<Scaling> rows;  ///< one a configuration; all repetitions against all of the first
  ScalingKind kind = ScalingKind::none;
  std::vector<Difference> differences;
  std::vector<FilePair> pairs;  ///< one for each run but the first
};

/// Holds runs against each other, of any origin. They are of one configuration when ranks,
/// threads, schedule, chunk, seed, hosts, versions, inputs and job agree, without regard to where
/// outputs and report went.
Comparison compare(std::vector<NamedRun> runs);

}  // namespace mpietl::report
