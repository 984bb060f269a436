#pragma once

#include "mpietl/audio/registry.hpp"

// One function a transform, each in the file of its name; registry.cpp lists them.
namespace mpietl::audio {

TransformKind clip_kind();
TransformKind gain_kind();
TransformKind gaussian_noise_kind();
TransformKind gaussian_snr_kind();
TransformKind invert_polarity_kind();
TransformKind mono_kind();
TransformKind normalize_kind();

}  // namespace mpietl::audio
