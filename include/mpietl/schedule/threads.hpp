#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mpietl::schedule {

/// Threads for each rank of one host, from the processors that each may use: a processor that
/// several ranks may use is shared among them, none is lost to rounding, and every
/// rank has at least one thread. `cpus` holds for each rank its processor numbers.
std::vector<int> share_cpus(std::span<const std::vector<int>> cpus);

}  // namespace mpietl::schedule
