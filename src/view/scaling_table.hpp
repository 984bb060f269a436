#pragma once

#include <vector>

#include "mpietl/report/scaling.hpp"
#include "view/page.hpp"

namespace mpietl::view {

/// A line for each configuration.
void print_scaling_table(Page& page, const std::vector<report::Scaling>& rows);

/// Tells of runs that did not do all of their work, and so were not as fast as they seem.
void print_incomplete(Page& page, const std::vector<report::NamedRun>& runs);

}  // namespace mpietl::view
