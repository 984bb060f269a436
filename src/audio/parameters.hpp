#pragma once

#include <span>
#include <string>

#include "mpietl/audio/registry.hpp"

// Checks the given parameters of a transform.
namespace mpietl::audio {

/// Throws Error(usage) for unknown names and for values of a wrong type or out of range; `known`
/// are the kind's own parameters, without the probability.
void check(const std::string& transform, std::span<const Parameter> known, const Parameters& given);

/// `given` with defaults for all other parameters.
Parameters with_defaults(std::span<const Parameter> known, Parameters given);

/// Throws Error(usage) when a parameter is missing, or given in more than one way. `given` includes
/// the defaults.
void require_all(const std::string& transform, std::span<const Parameter> known,
                 const Parameters& given);

}  // namespace mpietl::audio
