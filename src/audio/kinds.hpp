#pragma once

#include <string>
#include <utility>

#include "audio/functions.hpp"
#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/random.hpp"
#include "mpietl/audio/registry.hpp"

// One function per transform, each in a file of transforms/; registry.cpp lists them. Also what
// several transforms use.
namespace mpietl::audio {

TransformKind band_pass_kind();
TransformKind band_stop_kind();
TransformKind bit_crush_kind();
TransformKind channels_kind();
TransformKind clip_kind();
TransformKind codec_kind();
TransformKind coloured_noise_kind();
TransformKind crop_kind();
TransformKind fade_kind();
TransformKind gain_kind();
TransformKind gaussian_noise_kind();
TransformKind gaussian_snr_kind();
TransformKind high_pass_kind();
TransformKind high_shelf_kind();
TransformKind invert_polarity_kind();
TransformKind loudness_kind();
TransformKind low_pass_kind();
TransformKind low_shelf_kind();
TransformKind mono_kind();
TransformKind normalize_kind();
TransformKind pad_kind();
TransformKind peaking_kind();
TransformKind pitch_kind();
TransformKind pre_emphasis_kind();
TransformKind remove_dc_kind();
TransformKind require_kind();
TransformKind resample_kind();
TransformKind rms_kind();
TransformKind soft_clip_kind();
TransformKind speed_kind();
TransformKind tempo_kind();
TransformKind trim_silence_kind();

/// Measures the levels of a signal.
class LevelsMeter final : public Meter {
 public:
  explicit LevelsMeter(const Signal& /*in*/) {}
  void add(const Block& piece) override { levels.add(piece.samples); }

  Levels levels;
};

/// A stage of order `any` that calls `change` with a block and the counts.
template <class Change>
class InPlace final : public Stage {
 public:
  InPlace(Change change, std::vector<ReportedParameter> parameters, bool is_in_vain)
      : change_(std::move(change)), parameters_(std::move(parameters)), is_in_vain_(is_in_vain) {}

  [[nodiscard]] Order order() const override { return Order::any; }
  void apply(Block& block, Counts& counts) const override { change_(block, counts); }
  [[nodiscard]] std::span<const ReportedParameter> parameters() const override {
    return parameters_;
  }
  [[nodiscard]] bool is_in_vain() const override { return is_in_vain_; }

 private:
  Change change_;
  std::vector<ReportedParameter> parameters_;
  bool is_in_vain_;
};

template <class Change>
std::unique_ptr<Stage> in_place(Change change, std::vector<ReportedParameter> parameters = {},
                                bool is_in_vain = false) {
  return std::make_unique<InPlace<Change>>(std::move(change), std::move(parameters), is_in_vain);
}

/// A stage of order `in_sequence` that calls `process` with a block and the output to append to,
/// and `finish` with the output.
template <class Process, class Finish>
class InSequence final : public Stage {
 public:
  InSequence(Process process, Finish finish, std::optional<TimeMap> time_map,
             std::vector<ReportedParameter> parameters)
      : process_(std::move(process)),
        finish_(std::move(finish)),
        time_map_(time_map),
        parameters_(std::move(parameters)) {}

  [[nodiscard]] Order order() const override { return Order::in_sequence; }
  void process(const Block& block, std::vector<float>& out) override { process_(block, out); }
  void finish(std::vector<float>& out) override { finish_(out); }
  [[nodiscard]] std::optional<TimeMap> time_map() const override { return time_map_; }
  [[nodiscard]] std::span<const ReportedParameter> parameters() const override {
    return parameters_;
  }

 private:
  Process process_;
  Finish finish_;
  std::optional<TimeMap> time_map_;
  std::vector<ReportedParameter> parameters_;
};

template <class Process, class Finish>
std::unique_ptr<Stage> in_sequence(Process process, Finish finish,
                                   std::optional<TimeMap> time_map = {},
                                   std::vector<ReportedParameter> parameters = {}) {
  return std::make_unique<InSequence<Process, Finish>>(std::move(process), std::move(finish),
                                                       time_map, std::move(parameters));
}

/// Multiplies all samples by `factor`.
std::unique_ptr<Stage> scaled(double factor, std::vector<ReportedParameter> parameters,
                              bool is_in_vain = false);

/// Adds Gaussian noise with the deviation `stddev`.
std::unique_ptr<Stage> with_noise(float stddev, const Stream& stream,
                                  std::vector<ReportedParameter> parameters = {},
                                  bool is_in_vain = false);

}  // namespace mpietl::audio
