#pragma once

#include <span>

#include "mpietl/job/options.hpp"

namespace mpietl::job {

/// Options for inputs.
std::span<const Option<Job>> input_options();

/// Options for outputs.
std::span<const Option<Job>> output_options();

/// Options for the command of `mpietl map`.
std::span<const Option<Job>> map_options();

/// Options for `mpietl segment`.
std::span<const Option<Job>> segment_options();

/// Options for the work, the run and the report.
std::span<const Option<Job>> run_options();

}  // namespace mpietl::job
