#pragma once

#include <optional>
#include <string>

#include "mpietl/report/join.hpp"

namespace mpietl::app {

/// The report at `path`; where a run has died since, or died before there was one, with what its
/// journal tells, and without the temporary files that it left. None where there is neither.
/// Throws Error as report::read() and read_journal_report().
std::optional<report::Part> part_of(const std::string& path);

}  // namespace mpietl::app
