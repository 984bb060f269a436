#include "audio/transform_hints.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "mpietl/core/text.hpp"
#include "mpietl/core/units.hpp"

namespace mpietl::audio {

namespace {

bool is_transform(std::string_view name) {
  return std::ranges::find(transform_kinds(), name, &TransformKind::name) !=
         transform_kinds().end();
}

std::optional<double> number_of(std::string_view text) {
  const auto value = parameter_value(text);
  const auto* const number = std::get_if<double>(&value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

/// The bounds of a range as people may write it: "5..20", "5-20".
std::optional<std::pair<double, double>> range_of(std::string_view text) {
  constexpr std::array<std::string_view, 5> separators{"..", "-", ":", "~", " to "};
  for (const auto separator : separators) {
    const auto at = text.find(separator, 1);  // a minus may come first
    if (at == std::string_view::npos) continue;
    const auto low = number_of(text.substr(0, at));
    const auto high = number_of(text.substr(at + separator.size()));
    if (low && high) return std::pair(*low, *high);
  }
  return std::nullopt;
}

std::string as_range(std::string_view parameter, const std::pair<double, double>& range) {
  const std::string name(parameter);
  return "; a range is written min_" + name + "=" + format_real(range.first) + ",max_" + name +
         "=" + format_real(range.second);
}

}  // namespace

std::string hint_at_joined_names(std::string_view name) {
  const bool are_several = name.find(',') != std::string_view::npos;
  return are_several && is_transform(name.substr(0, name.find(',')))
             ? "; repeat --transform for each"
             : "";
}

std::string hint_at_setting(const TransformKind& kind, std::string_view setting,
                            const Parameters& given, const std::string& last) {
  if (is_transform(setting)) return "; repeat --transform for each transform";
  const auto number = number_of(setting);
  if (const auto before = given.find(last); number && before != given.end()) {
    return "; a list is written " + last + "=" + to_text(before->second) + "/" +
           std::string(setting);
  }
  const auto first = std::ranges::find_if(
      kind.parameters, [](const Parameter& each) { return each.words.empty() && !each.is_list; });
  if (first == kind.parameters.end()) return "; write KEY=VALUE";
  if (const auto range = range_of(setting)) return as_range(first->name, *range);
  if (number) return "; write " + std::string(first->name) + "=" + std::string(setting);
  return "; write KEY=VALUE";
}

std::string hint_at_value(std::string_view parameter, std::string_view value) {
  const auto range = range_of(value);
  return range ? as_range(parameter, *range) : hint_at_unit(value);
}

}  // namespace mpietl::audio
