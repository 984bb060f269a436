#include "job/lhotse_transforms.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "mpietl/core/error.hpp"

namespace mpietl::job {

namespace {

constexpr int narrowband_rate = 8000;
constexpr double max_frames = 9e15;

/// Transforms of Lhotse that keep length and rate.
constexpr std::array<std::string_view, 5> same_length{"Clipping", "Compress", "DereverbWPE",
                                                      "LoudnessNormalization", "Volume"};

/// Rounds a length in frames to a whole number, after rounding to eight decimals.
std::int64_t rounded(double frames, bool is_half_up) {
  constexpr double digits = 1e8;
  const double exact = std::nearbyint(std::min(frames, max_frames) * digits) / digits;
  return static_cast<std::int64_t>(is_half_up ? std::floor(exact + 0.5) : std::ceil(exact - 0.5));
}

/// A mandatory number above 0.
double positive(const Json& values, const std::string& key) {
  const auto number = number_at(values, key);
  if (number && std::isfinite(*number) && *number > 0.0) return *number;
  throw Error(Reason::usage, "a transform needs \"" + key + "\", a number above 0");
}

int rate(const Json& values, const std::string& key) {
  constexpr double max_rate = 1e9;
  const auto number = std::floor(std::min(positive(values, key), max_rate));
  return static_cast<int>(std::max(number, 1.0));
}

Signal resampled(Signal signal, int source, int target) {
  if (source == target) return signal;
  const auto seconds = static_cast<double>(signal.frames) / source;
  return {target, rounded(seconds * target, true), signal.channels};
}

Signal at_speed(Signal signal, double factor) {
  signal.frames = rounded(static_cast<double>(signal.frames) / factor, factor >= 1.0);
  return signal;
}

Signal narrowband(const Signal& signal, const Json& values) {
  const auto restored = values.find("restore_orig_sr");
  const bool is_restored = restored != values.end() && restored->is_boolean() && *restored;
  if (is_restored) return signal;
  return resampled(signal, rate(values, "source_sampling_rate"), narrowband_rate);
}

/// With several impulse responses, one channel becomes as many channels.
Signal reverberated(Signal signal, const Json& values) {
  const auto responses = values.find("rir_channels");
  const bool is_list = responses != values.end() && responses->is_array();
  if (is_list && signal.channels == 1 && responses->size() > 1) signal.channels = responses->size();
  return signal;
}

std::optional<Signal> after(const Json& transform, const Signal& signal) {
  if (!transform.is_object()) throw Error(Reason::usage, "a transform must be a JSON object");
  const auto name = text_at(transform, "name");
  const auto values = transform.find("kwargs");
  if (values == transform.end() || !values->is_object()) {
    throw Error(Reason::usage, "a transform needs \"kwargs\", a JSON object");
  }
  if (name == "Resample") {
    return resampled(signal, rate(*values, "source_sampling_rate"),
                     rate(*values, "target_sampling_rate"));
  }
  if (name == "Speed" || name == "Tempo") return at_speed(signal, positive(*values, "factor"));
  if (name == "Narrowband") return narrowband(signal, *values);
  if (name == "ReverbWithImpulseResponse") return reverberated(signal, *values);
  if (std::ranges::find(same_length, name) != same_length.end()) return signal;
  return std::nullopt;
}

}  // namespace

std::optional<Signal> loaded(const Json& recording, Signal files) {
  const auto transforms = recording.find("transforms");
  if (transforms == recording.end() || transforms->is_null()) return files;
  if (!transforms->is_array()) throw Error(Reason::usage, "\"transforms\" must be a list");
  std::optional<Signal> signal = files;
  for (const auto& each : *transforms) {
    const auto next = after(each, signal.value_or(files));
    signal = signal ? next : std::nullopt;
  }
  return signal;
}

}  // namespace mpietl::job
