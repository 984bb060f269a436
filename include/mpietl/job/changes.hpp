#pragma once

#include <string>
#include <vector>

#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// What differs between two jobs in what their inputs, outputs or the bytes of these are: texts
/// such as "seed was 1 and is 2". How a job is run, and where its report goes, does not count.
std::vector<std::string> changes(const Job& before, const Job& now);

}  // namespace mpietl::job
