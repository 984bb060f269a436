#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

namespace mpietl::view::html {

using Json = nlohmann::ordered_json;

/// `value` with seven significant digits, more than a chart can show; null where it is not finite.
Json rounded(double value);

/// null where `count` is not known, which is negative.
Json known(std::int64_t count);

}  // namespace mpietl::view::html
