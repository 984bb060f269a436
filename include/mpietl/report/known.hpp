#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace mpietl::report {

/// A measure, or nothing where it was not taken.
inline double finite(double value) { return std::isfinite(value) ? value : 0.0; }

/// A count, or nothing where it is not known (-1).
inline double known_count(std::int64_t count) {
  return static_cast<double>(std::max<std::int64_t>(count, 0));
}

}  // namespace mpietl::report
