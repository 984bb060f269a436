#pragma once

#include <string>

#include "mpietl/report/comparison.hpp"

namespace mpietl::view {

/// "first", "faster", "slower", "overlap" or "single".
std::string name_of(report::Verdict verdict);

/// "strong", "weak" or nothing.
std::string name_of(report::ScalingKind kind);

}  // namespace mpietl::view
