#pragma once

#include <span>
#include <string>

#include "mpietl/audio/registry.hpp"

// What was given for the parameters of a transform, held against what it has.
namespace mpietl::audio {

/// Throws Error(usage) for unknown names and for values of a wrong type or out of range; `known`
/// are the kind's own, beside the probability.
void check(const std::string& transform, std::span<const Parameter> known, const Parameters& given);

/// `given` with the defaults of what was not given.
Parameters with_defaults(std::span<const Parameter> known, Parameters given);

/// Throws Error(usage) when a parameter is missing, or is given in more than one way. `given` has
/// the defaults.
void require_all(const std::string& transform, std::span<const Parameter> known,
                 const Parameters& given);

}  // namespace mpietl::audio
