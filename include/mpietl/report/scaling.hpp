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
  std::string schedule;
  std::optional<std::int64_t> chunk;
  std::size_t repetitions = 0;
  Range work_seconds;       ///< of the work phase
  Range speedup;            ///< time of the first configuration / its time, in the same repetition
  double efficiency = 0.0;  ///< median speed-up / how many times its threads are those of the first
  double imbalance = 0.0;   ///< median of the busiest rank's busy time / the mean of all ranks
};

/// One for each configuration, in the order of their first runs. Where the first one is serial,
/// efficiency is speed-up / (ranks x threads).
std::vector<Scaling> scaling_of(const Runs& runs);

}  // namespace mpietl::report
