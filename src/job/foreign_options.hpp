#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mpietl::job {

/// "; the option is --rate HZ" for an option by which other programs (ffmpeg, sox, GNU parallel,
/// audiomentations) ask for what one of the `known` options does. Empty for all others.
std::string hint_at_foreign_option(std::string_view name, std::span<const std::string_view> known);

}  // namespace mpietl::job
