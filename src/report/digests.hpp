#pragma once

#include "mpietl/report/comparison.hpp"

namespace mpietl::report {

/// Counts the files of two runs, and finds those whose digests differ although they must not.
FilePair pair_of(const std::vector<NamedRun>& runs, std::size_t first, std::size_t second);

}  // namespace mpietl::report
