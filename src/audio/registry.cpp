#include "mpietl/audio/registry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "audio/kinds.hpp"
#include "audio/parameters.hpp"
#include "audio/transform_hints.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

namespace {

const TransformKind& kind_named(const std::string& name) {
  const auto kinds = transform_kinds();
  const auto found = std::ranges::find(kinds, name, &TransformKind::name);
  if (found != kinds.end()) return *found;
  auto hint = hint_at_joined_names(name);
  std::vector<std::string_view> names;
  for (const auto& kind : kinds) names.push_back(kind.name);
  if (hint.empty()) hint = did_you_mean_or_known(name, names);
  throw Error(Reason::usage, "unknown transform '" + escape(name) + "'" + hint);
}

std::string_view take_until(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto head = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return head;
}

}  // namespace

std::span<const TransformKind> transform_kinds() {
  static const std::array kinds{band_pass_kind(),
                                band_stop_kind(),
                                bit_crush_kind(),
                                channels_kind(),
                                clip_kind(),
                                codec_kind(),
                                coloured_noise_kind(),
                                crop_kind(),
                                fade_kind(),
                                gain_kind(),
                                gaussian_noise_kind(),
                                gaussian_snr_kind(),
                                high_pass_kind(),
                                high_shelf_kind(),
                                invert_polarity_kind(),
                                loudness_kind(),
                                low_pass_kind(),
                                low_shelf_kind(),
                                mono_kind(),
                                normalize_kind(),
                                pad_kind(),
                                peaking_kind(),
                                pitch_kind(),
                                pre_emphasis_kind(),
                                remove_dc_kind(),
                                require_kind(),
                                resample_kind(),
                                rms_kind(),
                                soft_clip_kind(),
                                speed_kind(),
                                tempo_kind(),
                                trim_silence_kind()};
  return kinds;
}

double TransformFactory::Source::value(double uniform) const {
  if (!choices.empty()) {
    const auto index = static_cast<std::size_t>(uniform * static_cast<double>(choices.size()));
    return choices[std::min(index, choices.size() - 1)];
  }
  if (!is_whole) return low + (high - low) * uniform;
  return std::min(high, low + std::floor((high - low + 1.0) * uniform));
}

TransformFactory::TransformFactory(const TransformSpec& spec, const LossyCodecs* codecs)
    : kind_(&kind_named(spec.name)), codecs_(codecs), values_(with_defaults(spec).parameters) {
  require_all(spec.name, kind_->parameters, values_);
  auto draw = Draws::of_parameters;
  for (const auto& parameter : kind_->parameters) add_source(parameter, draw++);
  for (const auto& source : sources_) {
    for (const auto* prefix : {"", "min_", "max_"})
      values_.erase(prefix + std::string(source.name));
  }
  extremes_.push_back(made(0.0));
  if (!sources_.empty()) extremes_.push_back(made(1.0));
}

void TransformFactory::add_source(const Parameter& parameter, std::uint32_t draw) {
  if (!parameter.words.empty() || parameter.is_list) return;
  const std::string name(parameter.name);
  Source source{parameter.name, draw, parameter.is_whole, 0.0, 0.0, {}};
  if (const auto one = values_.find(name); one != values_.end()) {
    const auto* choices = std::get_if<std::vector<double>>(&one->second);
    if (choices == nullptr) return;
    source.choices = *choices;
  } else if (const auto low = values_.find("min_" + name); low != values_.end()) {
    source.low = std::get<double>(low->second);
    source.high = std::get<double>(values_.at("max_" + name));
  } else {
    return;
  }
  sources_.push_back(std::move(source));
}

/// The transform with the same draw for all its parameters.
std::shared_ptr<const Transform> TransformFactory::made(double uniform) const {
  auto values = values_;
  for (const auto& source : sources_) values[std::string(source.name)] = source.value(uniform);
  return kind_->make({std::move(values), codecs_});
}

std::shared_ptr<const Transform> TransformFactory::make(
    const Draws& draws, std::vector<ReportedParameter>& drawn) const {
  if (sources_.empty()) return extremes_.front();
  auto values = values_;
  for (const auto& source : sources_) {
    const double value = source.value(draws.uniform(source.draw));
    values[std::string(source.name)] = value;
    drawn.push_back({source.name, value});
  }
  return kind_->make({std::move(values), codecs_});
}

TransformSpec with_defaults(const TransformSpec& spec) {
  auto parameters = kind_named(spec.name).parameters;
  check(spec.name, parameters, spec.parameters);
  return {spec.name, with_defaults(parameters, spec.parameters)};
}

TransformSpec parse_transform(std::string_view text) {
  TransformSpec spec;
  spec.name = take_until(text, ':');
  if (text.empty()) return spec;
  const auto& kind = kind_named(spec.name);  // report a wrong name first
  std::string last;
  while (!text.empty()) {
    auto setting = take_until(text, ',');
    const bool has_value = setting.find('=') != std::string_view::npos;
    const std::string key(take_until(setting, '='));
    const std::string what = "transform " + escape(spec.name) + ": parameter '" + escape(key) + "'";
    if (!has_value) {
      throw Error(Reason::usage,
                  what + " has no value" + hint_at_setting(kind, key, spec.parameters, last));
    }
    if (!spec.parameters.emplace(key, parameter_value(setting)).second) {
      throw Error(Reason::usage, what + " is given twice");
    }
    last = key;
  }
  return spec;
}

}  // namespace mpietl::audio
