#pragma once

#include <cstdint>
#include <string>

#include "app/resume.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// When a run began.
struct RunStart {
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in UTC since 1970
};

/// That of a run whose clock this is.
RunStart start_of(const JobClock& clock);

/// What all ranks of a run know of it. Paths are bytes.
struct RunName {
  std::string id;           ///< that no other run has
  std::int32_t number = 1;  ///< of the job's runs
  std::string journal;      ///< folder
  std::string output_root;  ///< folder that all outputs are in; empty: beside their inputs
  RunStart start{};
  bool is_over = false;  ///< earlier runs have done all, and reported it
};

/// A new run of rank 0's `job`, the same on all ranks. Collective.
RunName name_run(const comm::Communicator& world, const job::Job& job, const Resumption& earlier,
                 const RunStart& start);

}  // namespace mpietl::app
