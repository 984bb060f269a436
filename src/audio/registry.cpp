#include <algorithm>
#include <array>
#include <iterator>

#include "audio/kinds.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

namespace {

template <class Entries>
std::string known_names(std::string_view wrong, const Entries& entries) {
  std::vector<std::string_view> names;
  for (const auto& entry : entries) names.push_back(entry.name);
  if (const auto near = nearest(wrong, names); !near.empty())
    return "; did you mean '" + near + "'?";
  std::string text = "; known are";
  for (const auto name : names) text += (name == names.front() ? " " : ", ") + std::string(name);
  return text;
}

const TransformKind& kind_named(const std::string& name) {
  const auto kinds = transform_kinds();
  const auto found = std::ranges::find(kinds, name, &TransformKind::name);
  if (found != kinds.end()) return *found;
  throw Error(Reason::usage, "unknown transform '" + escape(name) + "'" + known_names(name, kinds));
}

void check_names(const TransformSpec& spec, const TransformKind& kind) {
  for (const auto& [name, value] : spec.parameters) {
    if (std::ranges::find(kind.parameters, name, &Parameter::name) != kind.parameters.end()) {
      continue;
    }
    throw Error(Reason::usage, "transform " + spec.name + ": unknown parameter '" + escape(name) +
                                   "'" + known_names(name, kind.parameters));
  }
}

double value_of(const Parameter& parameter, const TransformSpec& spec) {
  const auto given = spec.parameters.find(std::string(parameter.name));
  if (given == spec.parameters.end()) return parameter.default_value;
  const double value = given->second;
  if (value >= parameter.lowest && value <= parameter.highest) return value;
  throw Error(Reason::usage, "transform " + spec.name + ": " + std::string(parameter.name) + " = " +
                                 format_real(value) + " is out of range; allowed is " +
                                 format_real(parameter.lowest) + " to " +
                                 format_real(parameter.highest));
}

std::string_view take_until(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto head = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return head;
}

}  // namespace

std::span<const TransformKind> transform_kinds() {
  static const std::array kinds{clip_kind(), gaussian_noise_kind()};
  return kinds;
}

std::unique_ptr<const Transform> make_transform(const TransformSpec& spec) {
  const TransformKind& kind = kind_named(spec.name);
  check_names(spec, kind);
  std::vector<double> values;
  std::ranges::transform(kind.parameters, std::back_inserter(values),
                         [&](const Parameter& parameter) { return value_of(parameter, spec); });
  return kind.make(values);
}

TransformSpec with_defaults(const TransformSpec& spec) {
  const TransformKind& kind = kind_named(spec.name);
  check_names(spec, kind);
  TransformSpec whole = spec;
  for (const auto& parameter : kind.parameters) {
    whole.parameters.emplace(parameter.name, parameter.default_value);
  }
  return whole;
}

TransformSpec parse_transform(std::string_view text) {
  TransformSpec spec;
  spec.name = take_until(text, ':');
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
