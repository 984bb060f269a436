#pragma once

#include <string>
#include <vector>

#include "mpietl/report/join.hpp"

namespace mpietl::app {

/// The job, as TOML, that the runs of these reports are parts of: theirs, on the whole list, with
/// the report `target`. Empty where they had several jobs, or where nobody knows.
/// Throws Error(usage) that names the files and what differs when shards are of different jobs, and
/// for a job that is not understood.
std::string joined_job(const std::vector<report::Part>& parts, const std::string& target);

}  // namespace mpietl::app
