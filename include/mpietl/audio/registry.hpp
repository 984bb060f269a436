#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/audio/transform.hpp"

namespace mpietl::audio {

using Parameters = std::map<std::string, double>;

/// A transform by name, with the parameters that were given; as in a job file.
struct TransformSpec {
  std::string name;
  Parameters parameters;

  bool operator==(const TransformSpec&) const = default;
};

/// A parameter of a transform: its name, the value when not given (none: it is absent then), and
/// the values allowed.
struct Parameter {
  std::string_view name;
  std::optional<double> default_value;
  double lowest;
  double highest;
};

/// The parameter that all kinds have: how likely it is that the transform is applied to an item.
inline constexpr Parameter probability{"p", 1.0, 0.0, 1.0};

/// One kind of transform: its name, its own parameters, and how to make one from their values.
/// `make` throws Error(usage) for values that do not go together.
struct TransformKind {
  std::string_view name;
  std::vector<Parameter> parameters;
  std::unique_ptr<const Transform> (*make)(const Parameters& values);
};

/// All kinds, by name.
std::span<const TransformKind> transform_kinds();

/// The transform that `spec` asks for.
/// Throws Error(usage) for an unknown name or parameter, with the nearest known one, and for a
/// value that is out of range.
std::unique_ptr<const Transform> make_transform(const TransformSpec& spec);

/// `spec` with every parameter that was not given at its default; those without one stay absent.
/// Throws Error(usage) likewise.
TransformSpec with_defaults(const TransformSpec& spec);

/// Reads "NAME" or "NAME:key=value,key=value", as typed on a command line; throws Error(usage).
TransformSpec parse_transform(std::string_view text);

}  // namespace mpietl::audio
