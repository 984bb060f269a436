#pragma once

#include <span>
#include <string>
#include <vector>

#include "audio/kinds.hpp"
#include "audio/sections.hpp"

// What all filters share.
namespace mpietl::audio {

/// A mandatory frequency parameter.
inline Parameter frequency(std::string_view name, std::string_view meaning) {
  return {name, meaning, {}, 0.001, 1e6};
}

/// tan(pi f / rate), the frequency for bilinear sections. Throws Error(format), which names
/// `transform`, when `hz` is not below half the rate.
double warped(double hz, int sample_rate, const std::string& transform);

/// A stage that filters all channels alike, in double precision, with as many frames as its input.
std::unique_ptr<Stage> filtered(std::span<const Section> sections, int channels);

}  // namespace mpietl::audio
