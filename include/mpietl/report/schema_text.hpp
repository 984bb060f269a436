#pragma once

#include <string>

namespace mpietl::report {

/// The schema of reports as Markdown: rules, root attributes, and each table with the type, the
/// unit, the missing value and the description of its columns, from the tuples that the writer is
/// made from.
std::string schema_text();

}  // namespace mpietl::report
