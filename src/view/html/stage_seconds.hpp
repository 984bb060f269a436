#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::view::html {

/// The stages that a row tells of, as the columns `NAME_seconds` but for total and estimate, with
/// their seconds in order.
std::vector<std::pair<std::string_view, double>> stage_seconds(const Record& file);

}  // namespace mpietl::view::html
