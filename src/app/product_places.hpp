#pragma once

#include "mpietl/app/command_line.hpp"

namespace mpietl::app {

/// Throws Error(usage) when two products would have one place, or one the place of a report that is
/// read.
void require_places(const ReportRequest& request);

}  // namespace mpietl::app
