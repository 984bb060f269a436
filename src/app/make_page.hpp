#pragma once

#include "mpietl/app/command_line.hpp"

namespace mpietl::app {

/// Makes the page of `--html`: of one report, one of several runs, or all that the files hold.
/// Returns whether outputs of one job are the same in all. Throws Error as report::read_any(),
/// read_run() and make_product().
bool make_page(const ReportRequest& request);

}  // namespace mpietl::app
