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
  std::int64_t threads = 0;  ///< of each rank
  std::int64_t hosts = 0;
  std::string schedule;
  std::optional<std::int64_t> chunk;
  std::size_t repetitions = 0;
  Range work_seconds;          ///< of the work phase
  double work_by_first = 1.0;  ///< input bytes / those of the first configuration
  Range speedup;               ///< (time of the first configuration / its time) x work_by_first
  double efficiency = 0.0;     ///< median speed-up / (threads / threads of the first configuration)
  double imbalance = 0.0;      ///< median of (busy time of the busiest rank / mean over all ranks)
};

/// One row for each configuration, in the order of their first runs. For a bench, whose
/// configurations did the same work in turns: speed-ups compare runs of the same repetition. If the
/// first configuration is serial, efficiency is speed-up / (ranks x threads).
std::vector<Scaling> scaling_of(const Runs& runs);

/// The same for independent runs, possibly of different work: speed-ups compare medians, and their
/// ranges cover all pairs of runs of the two configurations.
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
  none,    ///< neither of the others
  strong,  ///< the same work on different numbers of threads
  weak,    ///< work that grows with the number of threads
};

/// Uses all rows. Works count as equal within 2% (strong), and as proportional within 10% (weak).
ScalingKind kind_of(const std::vector<Scaling>& rows);

/// A setting that differs between runs.
struct Difference {
  std::string what;  ///< "seed", "ranks", "libsndfile", or a key of the job: "run.seed"
  std::vector<std::string> values;  ///< one for each run; empty: not set
};

/// Two runs of one job with different outputs for an input.
struct DigestMismatch {
  std::string path;
  std::string first;   ///< digest
  std::string second;  ///< digest
  bool is_input_changed =
      false;  ///< size or time of the input differs too, so its bytes may differ
};

/// The files of a run compared with those of an earlier run of the same job, or of the first run.
struct FilePair {
  std::size_t first = 0;  ///< indices of the runs
  std::size_t second = 0;
  bool is_same_job = false;  ///< same seed, chain and output format: digests must be equal
  std::int64_t in_both = 0;
  std::int64_t only_in_first = 0;
  std::int64_t only_in_second = 0;
  std::int64_t same_digests = 0;           ///< among files done in both
  std::vector<DigestMismatch> mismatches;  ///< in list order; empty if the jobs differ
};

/// Several runs, compared.
struct Comparison {
  Runs runs;  ///< all runs of a configuration have the name of its first run's file
  std::vector<Scaling>
      rows;  ///< one for each configuration; compares all repetitions with all of the first
  ScalingKind kind = ScalingKind::none;
  std::vector<Difference> differences;
  std::vector<FilePair> pairs;  ///< one for each run except the first
};

/// Compares independent runs. Runs have the same configuration when ranks, threads, schedule,
/// chunk, seed, hosts, versions, inputs and job agree; the paths of outputs and report may differ.
Comparison compare(std::vector<NamedRun> runs);

}  // namespace mpietl::report
