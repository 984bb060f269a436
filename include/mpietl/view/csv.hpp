#pragma once

#include "mpietl/report/report.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// The rows of `/files` as comma-separated values (RFC 4180, but for lines that end with a newline
/// alone): a line with the names of the columns, then a line for each input, in list order.
///
/// Numbers read back as the same numbers. What is missing in a row (-1, NaN, no text) is an empty
/// cell. Cells are quoted where they hold a comma, a quote or the end of a line.
void write_csv(const report::Report& report, const Sink& sink);

}  // namespace mpietl::view
