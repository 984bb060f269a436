#pragma once

#include "mpietl/report/runs.hpp"
#include "view/page.hpp"

namespace mpietl::view {

/// The measures of the first few configurations in columns, medians of their runs.
void print_side_by_side(Page& page, const report::Runs& runs);

}  // namespace mpietl::view
