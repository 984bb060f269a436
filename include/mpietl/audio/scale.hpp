#pragma once

#include <span>

namespace mpietl::audio {

/// Multiplies samples by `factor` in place, in double precision, each rounded once.
void scale(std::span<float> samples, double factor);

}  // namespace mpietl::audio
