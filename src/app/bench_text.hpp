#pragma once

#include <cstdint>

#include "mpietl/report/file.hpp"

namespace mpietl::app {

/// Says on standard error that a run is over, and what it took.
void tell_run(const report::NamedRun& run, std::int64_t repetitions);

/// Prints the table of a bench, and how near the simulation of each run comes to its time.
void print_bench(const report::Runs& runs);

}  // namespace mpietl::app
