#pragma once

#include "audio/kinds.hpp"

namespace mpietl::audio {

/// Takes `count` frames from `first` on, of `channels` channels.
std::unique_ptr<Stage> cut(std::int64_t first, std::int64_t count, int channels,
                           std::vector<ReportedParameter> parameters);

}  // namespace mpietl::audio
