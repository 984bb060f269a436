#pragma once

#include <map>
#include <string>
#include <vector>

#include "mpietl/report/comparison.hpp"

namespace mpietl::report {

/// How a run was configured, by names: what the summary says, and the settings of its job, without
/// those about places.
std::map<std::string, std::string> configuration_of(const NamedRun& run);

/// The settings whose values are not the same in all runs.
std::vector<Difference> differences_of(const std::vector<NamedRun>& runs);

/// Whether outputs of the same inputs must have the same bits.
bool is_same_job(const Report& first, const Report& second);

}  // namespace mpietl::report
