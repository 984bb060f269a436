#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mpietl/audio/lossy_codec.hpp"
#include "mpietl/audio/transform.hpp"

namespace mpietl::audio {

/// A number, a word, or several numbers.
using ParameterValue = std::variant<double, std::string, std::vector<double>>;

/// The text form of a value: "0.5", "high", "0.9/1/1.1".
std::string to_text(const ParameterValue& value);

/// Parses the text form of a value.
ParameterValue parameter_value(std::string_view text);

using Parameters = std::map<std::string, ParameterValue, std::less<>>;

/// A transform by name, with the given parameters, as in a job file.
struct TransformSpec {
  std::string name;
  Parameters parameters;

  bool operator==(const TransformSpec&) const = default;
};

/// A parameter of a transform. A numeric parameter X may also be drawn for each item: from min_X to
/// max_X, or from a list.
struct Parameter {
  std::string_view name;
  std::string_view meaning;               ///< one short sentence, without a full stop
  std::optional<double> default_value{};  ///< none: mandatory, unless is_optional
  double lowest = 0.0;
  double highest = 0.0;
  bool is_optional = false;
  bool is_whole = false;  ///< whole numbers only
  bool is_list = false;   ///< the value is a list of numbers, not a choice among them
  bool is_limit = false;  ///< the same for all items, never drawn
  std::optional<std::pair<double, double>>
      default_range{};                    ///< the parameter is drawn from this unless given
  std::vector<std::string_view> words{};  ///< values of a parameter without numbers, default first
};

/// Whether items may have random values of `parameter`.
inline bool may_be_drawn(const Parameter& parameter) {
  return parameter.words.empty() && !parameter.is_list && !parameter.is_limit;
}

/// The parameter that all kinds have: the probability that the transform is applied to an item. It
/// cannot be drawn itself.
inline const Parameter probability{"p", "fraction of the files that get the transform", 1.0, 0.0,
                                   1.0};

/// The values of all parameters of one transform, and a library of codecs, if available.
class Values {
 public:
  Values(Parameters parameters, const LossyCodecs* codecs)
      : parameters_(std::move(parameters)), codecs_(codecs) {}

  [[nodiscard]] bool has(std::string_view name) const { return parameters_.contains(name); }
  [[nodiscard]] double number(std::string_view name) const { return of<double>(name); }
  [[nodiscard]] int whole(std::string_view name) const { return static_cast<int>(number(name)); }
  [[nodiscard]] const std::string& word(std::string_view name) const {
    return of<std::string>(name);
  }
  /// The value of a list; a single number is a list, too.
  [[nodiscard]] std::vector<double> numbers(std::string_view name) const {
    const auto& value = parameters_.find(name)->second;
    if (const auto* one = std::get_if<double>(&value)) return {*one};
    return std::get<std::vector<double>>(value);
  }

  /// The value of an optional parameter.
  [[nodiscard]] std::optional<double> optional(std::string_view name) const {
    return has(name) ? std::optional(number(name)) : std::nullopt;
  }

  [[nodiscard]] const LossyCodecs* codecs() const { return codecs_; }

 private:
  template <class Type>
  [[nodiscard]] const Type& of(std::string_view name) const {
    return std::get<Type>(parameters_.find(name)->second);
  }

  Parameters parameters_;
  const LossyCodecs* codecs_;
};

/// A kind of transform: name, purpose in one sentence, its own parameters, and how to make a
/// transform from their values.
/// `make` throws Error(usage) for values that contradict each other.
struct TransformKind {
  std::string_view name;
  std::string_view purpose;
  std::vector<Parameter> parameters;
  std::unique_ptr<const Transform> (*make)(const Values& values);
};

/// All kinds of transforms, by name.
std::span<const TransformKind> transform_kinds();

/// Makes the transform of each item: always the same, or one with drawn parameters.
class TransformFactory {
 public:
  /// Throws Error(usage) for an unknown name or parameter, with the nearest known one, for a value
  /// that is missing or out of range, and for values that contradict each other. `codecs` must
  /// outlive this object.
  explicit TransformFactory(const TransformSpec& spec, const LossyCodecs* codecs = nullptr);

  /// Uses the same transform for all items.
  explicit TransformFactory(std::shared_ptr<const Transform> transform)
      : extremes_{std::move(transform)} {}

  /// Makes the transform of the item that draws from `draws`; appends drawn values to `drawn`.
  /// Throws Error(usage) when drawn values contradict each other.
  [[nodiscard]] std::shared_ptr<const Transform> make(const Draws& draws,
                                                      std::vector<ReportedParameter>& drawn) const;

  /// The only transform, or the two with the lowest and the highest values that may be drawn.
  [[nodiscard]] std::span<const std::shared_ptr<const Transform>> extremes() const {
    return extremes_;
  }

 private:
  /// The distribution of one drawn parameter.
  struct Source {
    std::string_view name;
    std::uint32_t draw;
    bool is_whole;
    double low;
    double high;
    std::vector<double> choices;  // instead of a range

    [[nodiscard]] double value(double uniform) const;
  };

  void add_source(const Parameter& parameter, std::uint32_t draw);
  [[nodiscard]] std::shared_ptr<const Transform> made(double uniform) const;

  const TransformKind* kind_ = nullptr;
  const LossyCodecs* codecs_ = nullptr;
  Parameters values_;
  std::vector<Source> sources_;
  std::vector<std::shared_ptr<const Transform>> extremes_;
};

/// `spec` with defaults for all parameters that were not given; those without a default stay
/// absent. Throws Error(usage) for unknown names, and for values of a wrong type or out of range.
TransformSpec with_defaults(const TransformSpec& spec);

/// Parses "NAME" or "NAME:key=value,key=value", as typed on a command line. Throws Error(usage).
TransformSpec parse_transform(std::string_view text);

}  // namespace mpietl::audio
