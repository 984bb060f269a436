#pragma once

#include "mpietl/app/command_line.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::app {

/// Whether files or texts are to be made of reports, instead of showing them.
bool is_product_wanted(const ReportRequest& request);

/// Makes each product that was asked for, of the reports that it is about. Some failed when outputs
/// of one job differ between them. Throws Error(usage) for what cannot be made of several, and as
/// reading and make_product() do.
ExitStatus make_products(const ReportRequest& request);

}  // namespace mpietl::app
