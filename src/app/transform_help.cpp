// `mpietl help transforms NAME`, from the list of transforms.
#include <algorithm>
#include <string_view>

#include "app/help.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

using audio::Parameter;

bool is_required(const Parameter& parameter) {
  return parameter.words.empty() && !parameter.default_value && !parameter.default_range &&
         !parameter.is_optional;
}

/// The values of a parameter: "whole number from 2 to 24", "mean or first".
std::string values_of(const Parameter& parameter) {
  if (!parameter.words.empty()) {
    std::string text;
    for (const auto word : parameter.words) {
      if (!text.empty()) text += word == parameter.words.back() ? " or " : ", ";
      text += word;
    }
    return text;
  }
  return std::string(parameter.is_whole ? "whole number" : "number") +
         (parameter.is_list ? "s, as 1/2/3, each" : "") + " from " + format_real(parameter.lowest) +
         " to " + format_real(parameter.highest);
}

/// The default of a parameter.
std::string default_of(const Parameter& parameter) {
  if (!parameter.words.empty()) return std::string(parameter.words.front());
  if (parameter.default_value) return format_real(*parameter.default_value);
  if (parameter.default_range) {
    return "drawn for each file, from " + format_real(parameter.default_range->first) + " to " +
           format_real(parameter.default_range->second);
  }
  return parameter.is_optional ? "optional" : "required";
}

std::string padded(std::string_view word, std::size_t columns) {
  std::string text(word);
  text.resize(std::max(columns, text.size()), ' ');
  return text;
}

std::string parameter_list(const audio::TransformKind& kind) {
  const auto parameters = parameter_texts(kind);
  std::size_t longest = 0;
  for (const auto& parameter : parameters) longest = std::max(longest, parameter.name.size());
  std::string text;
  for (const auto& [name, meaning, values] : parameters) {
    text += "  " + padded(name, longest) + "  " + meaning + "\n";
    text += std::string(longest + 4, ' ') + values + "\n";
  }
  return text;
}

/// Explains random values, with the first number as an example.
std::string drawing(const audio::TransformKind& kind) {
  const auto found = std::ranges::find_if(kind.parameters, audio::may_be_drawn);
  if (found == kind.parameters.end()) return "";
  const std::string name(found->name);
  return "\nA number can be drawn at random for each file: from a range, with min_" + name +
         " and\nmax_" + name + ", or from a list, " + name + "=A/B/C. The report has the values.\n";
}

/// The parameters that must be given. If one of several is enough, the first of them.
std::vector<std::string_view> needed_parameters(const audio::TransformKind& kind) {
  std::vector<std::string_view> needed;
  for (const auto& parameter : kind.parameters) {
    if (is_required(parameter)) needed.push_back(parameter.name);
  }
  if (!needed.empty()) return needed;
  try {
    const audio::TransformFactory without({std::string(kind.name), {}});
  } catch (const Error&) {
    needed.push_back(kind.parameters.front().name);
  }
  return needed;
}

std::string example(const audio::TransformKind& kind) {
  std::string typed = "\n  --transform " + std::string(kind.name);
  std::string keys = "\n  [[transform]]\n  name = \"" + std::string(kind.name) + "\"\n";
  char separator = ':';
  for (const auto name : needed_parameters(kind)) {
    typed += separator + std::string(name) + "=X";
    keys += "  " + std::string(name) + " = X\n";
    separator = ',';
  }
  return typed + "\n\nIn a job file:\n" + keys;
}

}  // namespace

std::vector<ParameterText> parameter_texts(const audio::TransformKind& kind) {
  auto parameters = kind.parameters;
  parameters.push_back(audio::probability);
  std::vector<ParameterText> texts;
  for (const auto& parameter : parameters) {
    texts.push_back({std::string(parameter.name), std::string(parameter.meaning),
                     values_of(parameter) + " [" + default_of(parameter) + "]"});
  }
  return texts;
}

std::string transform_list() {
  std::string text;
  for (const auto& kind : audio::transform_kinds()) {
    text += "  " + padded(kind.name, 17) + std::string(kind.purpose) + "\n";
  }
  return text;
}

std::string transform_text(const std::string& name) {
  const auto kinds = audio::transform_kinds();
  const auto found = std::ranges::find(kinds, name, &audio::TransformKind::name);
  if (found == kinds.end()) {
    std::vector<std::string_view> names;
    for (const auto& kind : kinds) names.push_back(kind.name);
    throw Error(Reason::usage, "unknown transform '" + escape(name) + "'" +
                                   did_you_mean_or_known(name, names) +
                                   "\nmpietl help transforms lists all");
  }
  return name + ": " + std::string(found->purpose) + "\n\nParameters [default]:\n\n" +
         parameter_list(*found) + drawing(*found) + "\nOn the command line:\n" + example(*found);
}

}  // namespace mpietl::app
