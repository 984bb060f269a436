#pragma once

#include "audio/kinds.hpp"

namespace mpietl::audio {

/// Keeps `count` frames from `first`, with `channels` channels.
std::unique_ptr<Stage> cut(std::int64_t first, std::int64_t count, int channels,
                           std::vector<ReportedParameter> parameters);

}  // namespace mpietl::audio
