#pragma once

#include <string>
#include <utility>

#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/random.hpp"
#include "mpietl/audio/registry.hpp"

// One function a transform, each in the file of its name; registry.cpp lists them. And what several
// of them use.
namespace mpietl::audio {

TransformKind clip_kind();
TransformKind gain_kind();
TransformKind gaussian_noise_kind();
TransformKind gaussian_snr_kind();
TransformKind invert_polarity_kind();
TransformKind mono_kind();
TransformKind normalize_kind();

/// Measures the levels of a signal.
class LevelsMeter final : public Meter {
 public:
  explicit LevelsMeter(const Signal& /*in*/) {}
  void add(const Block& piece) override { levels.add(piece.samples); }

  Levels levels;
};

/// A stage of order `any`: `change` is called with a block and the counts.
template <class Change>
class InPlace final : public Stage {
 public:
  InPlace(Change change, std::vector<Drawn> drawn, bool is_in_vain)
      : change_(std::move(change)), drawn_(std::move(drawn)), is_in_vain_(is_in_vain) {}

  [[nodiscard]] Order order() const override { return Order::any; }
  void apply(Block& block, Counts& counts) const override { change_(block, counts); }
  [[nodiscard]] std::span<const Drawn> drawn() const override { return drawn_; }
  [[nodiscard]] bool is_in_vain() const override { return is_in_vain_; }

 private:
  Change change_;
  std::vector<Drawn> drawn_;
  bool is_in_vain_;
};

template <class Change>
std::unique_ptr<Stage> in_place(Change change, std::vector<Drawn> drawn = {},
                                bool is_in_vain = false) {
  return std::make_unique<InPlace<Change>>(std::move(change), std::move(drawn), is_in_vain);
}

/// Multiplies all samples by `factor`.
std::unique_ptr<Stage> scaled(double factor, std::vector<Drawn> drawn, bool is_in_vain = false);

/// Adds Gaussian noise of that deviation.
std::unique_ptr<Stage> with_noise(float stddev, const Stream& stream, std::vector<Drawn> drawn = {},
                                  bool is_in_vain = false);

/// The most decibels, up or down, that ratio_of_decibels() takes.
inline constexpr double most_decibels = 400.0;

/// 10^(decibels / 20), the ratio of two amplitudes: the same bits on every machine, as no function
/// of the C library rounds on the way. The relative error is below 1e-15.
double ratio_of_decibels(double decibels);

}  // namespace mpietl::audio
