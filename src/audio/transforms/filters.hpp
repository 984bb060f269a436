#pragma once

#include <span>
#include <string>
#include <vector>

#include "audio/kinds.hpp"
#include "audio/sections.hpp"

// What transforms that filter have in common.
namespace mpietl::audio {

/// A frequency as a parameter; at its default unless it has to be given.
inline Parameter frequency(std::string_view name, std::optional<double> default_hz = {}) {
  return {name, default_hz, 0.001, 1e6};
}

/// tan(pi f / rate), the frequency for bilinear sections. Throws Error(format) when `hz` is not
/// below half of the rate, in the name of `transform`.
double warped(double hz, int sample_rate, const std::string& transform);

/// The stage of filters that take all channels alike, in double precision; a frame comes out for
/// each that comes in.
std::unique_ptr<Stage> filtered(std::span<const Section> sections, int channels);

}  // namespace mpietl::audio
