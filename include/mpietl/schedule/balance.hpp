#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mpietl::schedule {

/// Deals tasks to ranks so that the largest sum of costs is small: longest task first, each to
/// the rank with the least so far (Graham, "Bounds on multiprocessing timing anomalies", 1969: at
/// most 4/3 - 1/(3 ranks) of the optimum). Returns for each rank the indices of its tasks, largest
/// first. Equal costs and equal loads are ordered by index, so the result is always the same.
/// `ranks` is at least 1; costs are not negative.
std::vector<std::vector<std::size_t>> balance(std::span<const std::int64_t> costs,
                                              std::size_t ranks);

}  // namespace mpietl::schedule
