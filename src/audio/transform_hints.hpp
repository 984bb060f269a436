#pragma once

#include <string>
#include <string_view>

#include "mpietl/audio/registry.hpp"

// What may have been meant by words about a transform that are wrong, for messages: "; write X".
namespace mpietl::audio {

/// For a name that is no transform's: names that commas join. Else empty.
std::string hint_at_joined_names(std::string_view name);

/// For a setting without "=", after those in `given`, of which the last one is `last`: a part of a
/// list, a range, or another transform.
std::string hint_at_setting(const TransformKind& kind, std::string_view setting,
                            const Parameters& given, const std::string& last);

/// For a value of `parameter` that is not a number: a range, or a number with a unit. Else empty.
std::string hint_at_value(std::string_view parameter, std::string_view value);

}  // namespace mpietl::audio
