#pragma once

#include <functional>
#include <string_view>

namespace mpietl::view {

/// Takes text piece by piece, in order; what it throws ends the writing.
using Sink = std::function<void(std::string_view)>;

}  // namespace mpietl::view
