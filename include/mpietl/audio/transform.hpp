#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/audio/random.hpp"
#include "mpietl/audio/slice.hpp"

namespace mpietl::audio {

/// A transform by name, with the parameters that were given; as in a job file.
struct TransformSpec {
  std::string name;
  std::map<std::string, double> parameters;

  bool operator==(const TransformSpec&) const = default;
};

/// Changes samples in place. It keeps no state between slices, so that slices of a file may be
/// given in any order and to several threads at once.
class Transform {
 public:
  Transform() = default;
  Transform(const Transform&) = delete;
  Transform& operator=(const Transform&) = delete;
  Transform(Transform&&) = delete;
  Transform& operator=(Transform&&) = delete;
  virtual ~Transform() = default;

  virtual void apply(const Slice& slice, const Stream& stream, Counts& counts) const = 0;
};

/// A parameter of a transform: its name, the value when not given, and the values allowed.
struct Parameter {
  std::string_view name;
  double default_value;
  double lowest;
  double highest;
};

/// One kind of transform: its name, its parameters, and how to make one from their values (in the
/// order of `parameters`). `make` throws Error(usage) for values that do not go together.
struct TransformKind {
  std::string_view name;
  std::vector<Parameter> parameters;
  std::unique_ptr<const Transform> (*make)(std::span<const double> values);
};

/// All kinds, by name.
std::span<const TransformKind> transform_kinds();

/// The transform that `spec` asks for.
/// Throws Error(usage) for an unknown name or parameter, with the nearest known one, and for a
/// value that is out of range.
std::unique_ptr<const Transform> make_transform(const TransformSpec& spec);

/// `spec` with every parameter that was not given at its default. Throws Error(usage) likewise.
TransformSpec with_defaults(const TransformSpec& spec);

/// Reads "NAME" or "NAME:key=value,key=value", as typed on a command line; throws Error(usage).
TransformSpec parse_transform(std::string_view text);

}  // namespace mpietl::audio
