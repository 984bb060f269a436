#include <algorithm>
#include <array>

#include "audio/kinds.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

namespace {

template <class Entries>
std::string known_names(std::string_view wrong, const Entries& entries) {
  std::vector<std::string_view> names;
  for (const auto& entry : entries) names.push_back(entry.name);
  return did_you_mean_or_known(wrong, names);
}

const TransformKind& kind_named(const std::string& name) {
  const auto kinds = transform_kinds();
  const auto found = std::ranges::find(kinds, name, &TransformKind::name);
  if (found != kinds.end()) return *found;
  throw Error(Reason::usage, "unknown transform '" + escape(name) + "'" + known_names(name, kinds));
}

std::vector<Parameter> parameters_of(const TransformKind& kind) {
  auto parameters = kind.parameters;
  parameters.push_back(probability);
  return parameters;
}

void check_names(const TransformSpec& spec, const std::vector<Parameter>& known) {
  for (const auto& [name, value] : spec.parameters) {
    if (std::ranges::find(known, name, &Parameter::name) != known.end()) continue;
    throw Error(Reason::usage, "transform " + spec.name + ": unknown parameter '" + escape(name) +
                                   "'" + known_names(name, known));
  }
}

void check_range(const std::string& transform, const Parameter& parameter, double value) {
  if (value >= parameter.lowest && value <= parameter.highest) return;
  throw Error(Reason::usage, "transform " + transform + ": " + std::string(parameter.name) + " = " +
                                 format_real(value) + " is out of range; allowed is " +
                                 format_real(parameter.lowest) + " to " +
                                 format_real(parameter.highest));
}

Parameters checked_values(const TransformSpec& spec, const TransformKind& kind) {
  const auto known = parameters_of(kind);
  check_names(spec, known);
  Parameters values = spec.parameters;
  for (const auto& parameter : known) {
    if (parameter.default_value) values.emplace(parameter.name, *parameter.default_value);
    const auto value = values.find(std::string(parameter.name));
    if (value != values.end()) check_range(spec.name, parameter, value->second);
  }
  return values;
}

std::string_view take_until(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto head = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return head;
}

}  // namespace

std::span<const TransformKind> transform_kinds() {
  static const std::array kinds{clip_kind(),
                                gain_kind(),
                                gaussian_noise_kind(),
                                gaussian_snr_kind(),
                                invert_polarity_kind(),
                                mono_kind(),
                                normalize_kind()};
  return kinds;
}

std::unique_ptr<const Transform> make_transform(const TransformSpec& spec) {
  const TransformKind& kind = kind_named(spec.name);
  return kind.make(checked_values(spec, kind));
}

TransformSpec with_defaults(const TransformSpec& spec) {
  return {spec.name, checked_values(spec, kind_named(spec.name))};
}

TransformSpec parse_transform(std::string_view text) {
  TransformSpec spec;
  spec.name = take_until(text, ':');
  if (!text.empty()) kind_named(spec.name);  // what follows means nothing behind a wrong name
  while (!text.empty()) {
    auto setting = take_until(text, ',');
    const bool has_value = setting.find('=') != std::string_view::npos;
    const std::string key(take_until(setting, '='));
    const std::string what = "transform " + escape(spec.name) + ": parameter '" + escape(key) + "'";
    if (!has_value) throw Error(Reason::usage, what + " has no value; write KEY=VALUE");
    if (!spec.parameters.emplace(key, parse_real(setting, what)).second) {
      throw Error(Reason::usage, what + " is given twice");
    }
  }
  return spec;
}

}  // namespace mpietl::audio
