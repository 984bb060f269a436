#pragma once

#include <span>

#include "mpietl/job/options.hpp"

namespace mpietl::job {

/// Options of what is read.
std::span<const Option<Job>> input_options();

/// Options of what is written.
std::span<const Option<Job>> output_options();

/// Options of the command of `mpietl map`.
std::span<const Option<Job>> map_options();

/// Options of what is done, how, and what is told of it.
std::span<const Option<Job>> run_options();

}  // namespace mpietl::job
