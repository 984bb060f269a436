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

/// As it is typed: "0.5", "high", "0.9/1/1.1".
std::string to_text(const ParameterValue& value);

/// The value that such a text stands for.
ParameterValue parameter_value(std::string_view text);

using Parameters = std::map<std::string, ParameterValue, std::less<>>;

/// A transform by name, with the parameters that were given; as in a job file.
struct TransformSpec {
  std::string name;
  Parameters parameters;

  bool operator==(const TransformSpec&) const = default;
};

/// A parameter of a transform. A number X may also be drawn for each item: from min_X to max_X, or
/// from a list.
struct Parameter {
  std::string_view name;
  std::optional<double> default_value{};  ///< none: it has to be given, or is_optional
  double lowest = 0.0;
  double highest = 0.0;
  bool is_optional = false;
  bool is_whole = false;  ///< whole numbers only
  bool is_list = false;   ///< several numbers at once; a list is no choice then
  std::optional<std::pair<double, double>>
      default_range{};                    ///< from which it is drawn unless given
  std::vector<std::string_view> words{};  ///< of one that is no number; the default comes first
};

/// The parameter that all kinds have: how likely it is that the transform is applied to an item.
/// It is not drawn.
inline const Parameter probability{"p", 1.0, 0.0, 1.0};

/// The values of all parameters of one transform, and the library of codecs, if there is one.
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
  /// Of a list; one number alone is a list, too.
  [[nodiscard]] std::vector<double> numbers(std::string_view name) const {
    const auto& value = parameters_.find(name)->second;
    if (const auto* one = std::get_if<double>(&value)) return {*one};
    return std::get<std::vector<double>>(value);
  }

  /// Of one that need not be given.
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

/// One kind of transform: its name, what it does in one sentence, its own parameters, and how to
/// make one from their values.
/// `make` throws Error(usage) for values that do not go together.
struct TransformKind {
  std::string_view name;
  std::string_view purpose;
  std::vector<Parameter> parameters;
  std::unique_ptr<const Transform> (*make)(const Values& values);
};

/// All kinds, by name.
std::span<const TransformKind> transform_kinds();

/// Gives each item its transform: the same for all, or one with parameters that are drawn.
class TransformFactory {
 public:
  /// Throws Error(usage) for an unknown name or parameter, with the nearest known one, for a value
  /// that is missing or out of range, and for values that do not go together. `codecs` must outlive
  /// this.
  explicit TransformFactory(const TransformSpec& spec, const LossyCodecs* codecs = nullptr);

  /// The same for all items.
  explicit TransformFactory(std::shared_ptr<const Transform> transform)
      : extremes_{std::move(transform)} {}

  /// The transform of the item that draws from `draws`; adds to `drawn` what was drawn.
  /// Throws Error(usage) where drawn values do not go together.
  [[nodiscard]] std::shared_ptr<const Transform> make(const Draws& draws,
                                                      std::vector<ReportedParameter>& drawn) const;

  /// The transform, or the two with the lowest and the highest values that may be drawn.
  [[nodiscard]] std::span<const std::shared_ptr<const Transform>> extremes() const {
    return extremes_;
  }

 private:
  /// What one parameter is drawn from.
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

/// `spec` with every parameter that was not given at its default; those without one stay absent.
/// Throws Error(usage) for unknown names, and for values of a wrong type or out of range.
TransformSpec with_defaults(const TransformSpec& spec);

/// Reads "NAME" or "NAME:key=value,key=value", as typed on a command line; throws Error(usage).
TransformSpec parse_transform(std::string_view text);

}  // namespace mpietl::audio
