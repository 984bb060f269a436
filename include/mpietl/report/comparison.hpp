#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/report/runs.hpp"
#include "mpietl/report/scaling.hpp"

namespace mpietl::report {

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
