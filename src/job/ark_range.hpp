#pragma once

#include <optional>
#include <string_view>

#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::job {

/// A name in an scp file without the range at its end.
std::string_view without_range(std::string_view name);

/// The frames that a name in an scp file takes of its object: "[3:9]" at its end are the frames 3
/// to 9, "[3]" is one, as kaldiio reads them; none when it has no range. Throws Error(usage) for
/// ranges of channels, and what is none.
std::optional<io::Segment> range_of(std::string_view name);

}  // namespace mpietl::job
