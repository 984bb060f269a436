#pragma once

#include <string>
#include <string_view>

namespace mpietl {

/// "; write 16000, in Hz" for a number with a unit, as "16kHz"; empty for all else.
std::string hint_at_unit(std::string_view text);

}  // namespace mpietl
