#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// How one configuration scales, from all its repetitions.
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

/// One row for each configuration, in the order of their first runs. For a bench, whose
/// configurations did the same work in turns: speed-ups compare runs of the same repetition. Where
/// the first configuration is serial, efficiency is speed-up / (ranks x threads).
std::vector<Scaling> scaling_of(const Runs& runs);

/// The same for runs of any time and any work: speed-ups compare medians, and their ranges cover
/// any two runs of the two configurations.
std::vector<Scaling> scaling_of_any(const Runs& runs);

/// How a configuration compares with the first one.
enum class Verdict {
  first,    ///< it is the first one
  faster,   ///< every run is faster than every run of the first
  slower,   ///< every run is slower
  overlap,  ///< the ranges overlap
  single,   ///< one of the two ran only once, so its spread is not known
};

Verdict verdict_of(const Scaling& row, const Scaling& first);

/// How the amount of work depends on the number of threads.
enum class ScalingKind {
  none,    ///< neither of these
  strong,  ///< the same work on other numbers of threads
  weak,    ///< work that grows as the threads do
};

/// From all rows; work counts as the same within 2% (strong), and as proportional within 10%
/// (weak).
ScalingKind kind_of(const std::vector<Scaling>& rows);

/// A setting that is not the same in all runs.
struct Difference {
  std::string what;  ///< "seed", "ranks", "libsndfile", or a key of the job: "run.seed"
  std::vector<std::string> values;  ///< one for each run; empty: the run has none
};

/// Two runs of one job whose outputs for an input are not the same.
struct DigestMismatch {
  std::string path;
  std::string first;              ///< digest
  std::string second;             ///< digest
  bool is_input_changed = false;  ///< the input's size or time differs, too, so its bytes may
};

/// The files of a run compared with those of an earlier run of the same job, or of the first run.
struct FilePair {
  std::size_t first = 0;  ///< indices of the runs
  std::size_t second = 0;
  bool is_same_job = false;  ///< same seed, chain and output format: digests must be equal
  std::int64_t in_both = 0;
  std::int64_t only_in_first = 0;
  std::int64_t only_in_second = 0;
  std::int64_t same_digests = 0;           ///< of files that are done in both
  std::vector<DigestMismatch> mismatches;  ///< in list order; none where jobs differ
};

/// Several runs, compared.
struct Comparison {
  Runs runs;  ///< those of one configuration share its name, the path of its first run
  std::vector<Scaling> rows;  ///< one a configuration; all repetitions against all of the first
  ScalingKind kind = ScalingKind::none;
  std::vector<Difference> differences;
  std::vector<FilePair> pairs;  ///< one for each run but the first
};

/// Compares runs of any origin. Runs have one configuration when ranks, threads, schedule, chunk,
/// seed, hosts, versions, inputs and job agree; the places of outputs and report do not matter.
Comparison compare(std::vector<NamedRun> runs);

}  // namespace mpietl::report
