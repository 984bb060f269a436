#pragma once

#include "mpietl/report/report.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// The rows of `/files` as comma-separated values (RFC 4180, but lines end with a newline only): a
/// line with the names of the columns, then a line for each input, in list order.
///
/// Numbers read back as the same numbers. A missing value (-1, NaN, empty text) is an empty cell.
/// Cells with a comma, a quote or a line break are quoted.
void write_csv(const report::Report& report, const Sink& sink);

}  // namespace mpietl::view
