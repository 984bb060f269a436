#pragma once

#include <string>
#include <vector>

#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// The files of all tones, in order: DIR/example0.wav, DIR/example1.wav, …
std::vector<std::string> tone_paths(const Tones& tones);

}  // namespace mpietl::job
