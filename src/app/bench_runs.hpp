#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

/// One way to run the same work.
struct Configuration {
  int ranks = 1;
  int threads = 1;  ///< of each rank
  bool is_dynamic = false;
  std::size_t chunk = 0;  ///< items of a grant; 0: shrinking with what is left

  bool operator==(const Configuration&) const = default;

  /// "r2_t1_dynamic", "r2_t1_dynamic_c8", "r1_t4_static".
  [[nodiscard]] std::string name() const;
};

/// Processors of a host, and of each rank on it.
struct Processors {
  int of_host = 1;
  int per_rank = 1;
};

/// The configurations that a bench compares, starting with one rank and one thread: all
/// combinations of the typed lists. By default: more threads, more ranks (up to `world_ranks`), and
/// both. One rank always has a static schedule. Throws Error(usage) for impossible numbers.
std::vector<Configuration> configurations_of(const BenchRequest& request, int world_ranks,
                                             Processors cpus);

/// Prints on standard error that a run is over, and its time.
void print_run(const report::NamedRun& run, std::int64_t repetitions);

/// Prints the table of a bench, and how well the simulation predicts the time of each run, and how
/// to see one run of the report at `path`.
void print_bench(const report::Runs& runs, const std::string& path);

}  // namespace mpietl::app
