#include "audio/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "audio/transform_hints.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

namespace {

[[noreturn]] void refuse(const std::string& transform, const std::string& what) {
  throw Error(Reason::usage, "transform " + transform + ": " + what);
}

/// The parameter that a typed name refers to: by its own name, or as a bound min_X or max_X.
const Parameter* find(std::span<const Parameter> known, std::string_view name) {
  const auto own = std::ranges::find(known, name, &Parameter::name);
  if (own != known.end()) return &*own;
  if (!name.starts_with("min_") && !name.starts_with("max_")) return nullptr;
  const auto drawn = std::ranges::find(known, name.substr(4), &Parameter::name);
  return drawn != known.end() && may_be_drawn(*drawn) ? &*drawn : nullptr;
}

[[noreturn]] void refuse_name(const std::string& transform, std::span<const Parameter> known,
                              const std::string& name) {
  std::vector<std::string> names;
  for (const auto& parameter : known) {
    names.emplace_back(parameter.name);
    if (!may_be_drawn(parameter) || !name.starts_with("m")) continue;
    names.push_back("min_" + names.back());
    names.push_back("max_" + std::string(parameter.name));
  }
  names.emplace_back(probability.name);
  const std::vector<std::string_view> views(names.begin(), names.end());
  refuse(transform,
         "unknown parameter '" + escape(name) + "'" + did_you_mean_or_known(name, views));
}

void check_number(const std::string& transform, const std::string& name, const Parameter& parameter,
                  double value) {
  const bool is_inside = value >= parameter.lowest && value <= parameter.highest;
  if (!is_inside) {
    refuse(transform, name + " = " + format_real(value) + " is out of range; the range is " +
                          format_real(parameter.lowest) + " to " + format_real(parameter.highest));
  }
  if (parameter.is_whole && value != std::floor(value)) {
    refuse(transform, name + " = " + format_real(value) + " is not a whole number");
  }
}

void check_word(const std::string& transform, const std::string& name, const Parameter& parameter,
                const ParameterValue& value) {
  const auto text = to_text(value);
  if (std::ranges::find(parameter.words, text) != parameter.words.end()) return;
  refuse(transform, name + " = " + escape(text) + " is unknown" +
                        did_you_mean_or_known(text, parameter.words));
}

void check_value(const std::string& transform, const std::string& name, const Parameter& parameter,
                 const ParameterValue& value) {
  if (!parameter.words.empty()) return check_word(transform, name, parameter, value);
  if (const auto* one = std::get_if<double>(&value)) {
    return check_number(transform, name, parameter, *one);
  }
  const auto* several = std::get_if<std::vector<double>>(&value);
  const bool may_be_several = parameter.name == name && !parameter.is_limit;
  if (several == nullptr || several->empty() || !may_be_several) {
    const auto text = to_text(value);
    refuse(transform, name + " = " + escape(text) + " is not " +
                          (several == nullptr ? "a number" : "one number") +
                          hint_at_value(parameter.name, text));
  }
  for (const double each : *several) check_number(transform, name, parameter, each);
}

void check_order(const std::string& transform, const std::string& name, const Parameters& given) {
  const double low = std::get<double>(given.at("min_" + name));
  const double high = std::get<double>(given.at("max_" + name));
  if (low <= high) return;
  refuse(transform, "min_" + name + " = " + format_real(low) + " is above max_" + name + " = " +
                        format_real(high) + "; give both, the lower one as min_" + name);
}

bool has_bound(const Parameters& given, const std::string& name) {
  return given.contains("min_" + name) || given.contains("max_" + name);
}

}  // namespace

std::string to_text(const ParameterValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return format_real(*number);
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  std::string text;
  for (const double each : std::get<std::vector<double>>(value)) {
    text += (text.empty() ? "" : "/") + format_real(each);
  }
  return text;
}

ParameterValue parameter_value(std::string_view text) {
  std::vector<double> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;; ++at) {
    double number = 0.0;
    const auto read = std::from_chars(at, end, number);
    at = read.ptr;
    const bool is_over = at == end || *at == '/';
    if (read.ec != std::errc{} || !is_over || !std::isfinite(number)) return std::string(text);
    numbers.push_back(number);
    if (at == end) break;
  }
  if (numbers.size() == 1) return numbers.front();
  return numbers;
}

void check(const std::string& transform, std::span<const Parameter> known,
           const Parameters& given) {
  for (const auto& [name, value] : given) {
    const auto* parameter = name == probability.name ? &probability : find(known, name);
    if (parameter == nullptr) refuse_name(transform, known, name);
    check_value(transform, name, *parameter, value);
  }
}

Parameters with_defaults(std::span<const Parameter> known, Parameters given) {
  given.emplace(probability.name, *probability.default_value);
  for (const auto& parameter : known) {
    const std::string name(parameter.name);
    if (given.contains(name)) continue;
    if (!parameter.words.empty()) {
      given.emplace(name, std::string(parameter.words.front()));
    } else if (parameter.default_range) {
      given.emplace("min_" + name, parameter.default_range->first);
      given.emplace("max_" + name, parameter.default_range->second);
    } else if (parameter.default_value && !has_bound(given, name)) {
      given.emplace(name, *parameter.default_value);
    }
  }
  return given;
}

void require_all(const std::string& transform, std::span<const Parameter> known,
                 const Parameters& given) {
  for (const auto& parameter : known) {
    const std::string name(parameter.name);
    const bool has_both = given.contains("min_" + name) && given.contains("max_" + name);
    const bool has_own = given.contains(name);
    if (has_both && !has_own) check_order(transform, name, given);
    const bool is_missing = !has_own && !has_both && !parameter.is_optional;
    const bool is_half = has_bound(given, name) && (has_own || !has_both);
    if (!is_missing && !is_half) continue;
    std::string wanted = "give ";
    if (may_be_drawn(parameter)) {
      wanted.append("either ").append(name).append(", or both min_").append(name);
      wanted.append(" and max_");
    }
    refuse(transform, wanted.append(name));
  }
}

}  // namespace mpietl::audio
