#pragma once

#include <functional>
#include <string_view>

namespace mpietl::view {

/// Receives text piece by piece, in order. An exception from it ends the writing.
using Sink = std::function<void(std::string_view)>;

}  // namespace mpietl::view
