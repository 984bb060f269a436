#include "mpietl/audio/measurement.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "audio/functions.hpp"
#include "audio/loudness.hpp"
#include "audio/mean.hpp"
#include "audio/transforms/bandwidth.hpp"
#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/levels.hpp"

namespace mpietl::audio {

struct Measurement::Meters {
  Meters(const MeasureSet& wanted, const Signal& signal) {
    if (wanted.has(Measure::loudness)) loudness.emplace(signal);
    if (wanted.has(Measure::true_peak)) true_peak.emplace(signal);
    if (wanted.has(Measure::dc)) mean.emplace(signal);
    if (wanted.has(Measure::bandwidth)) bandwidth.emplace(signal);
    if (wanted.has(Measure::crest)) levels.emplace();
  }

  std::vector<float> pending;  ///< the last, incomplete piece
  std::optional<Loudness> loudness;
  std::optional<TruePeak> true_peak;
  std::optional<Mean> mean;
  std::optional<Bandwidth> bandwidth;
  std::optional<Levels> levels;
};

namespace {

double decibels_or_none(double ratio) {
  return ratio > 0.0 && std::isfinite(ratio) ? decibels_of_ratio(ratio) : Measured::none;
}

double furthest_from_zero(const std::vector<double>& values) {
  return *std::ranges::max_element(values, {}, [](double value) { return std::fabs(value); });
}

}  // namespace

Measurement::Measurement(const MeasureSet& wanted, const Signal& signal)
    : channels_(signal.channels),
      piece_samples_(piece_frames(channels_) * static_cast<std::size_t>(channels_)),
      meters_(std::make_unique<Meters>(wanted, signal)) {
  meters_->pending.reserve(piece_samples_);
}

Measurement::~Measurement() = default;

void Measurement::add(std::span<const float> samples) {
  auto& pending = meters_->pending;
  while (!samples.empty()) {
    const auto head = samples.first(std::min(samples.size(), piece_samples_ - pending.size()));
    pending.insert(pending.end(), head.begin(), head.end());
    samples = samples.subspan(head.size());
    if (pending.size() < piece_samples_) return;
    add_piece(pending);
    pending.clear();
  }
}

void Measurement::add_piece(std::span<float> samples) {
  const Block piece{samples, frames_, channels_};
  auto& meters = *meters_;
  if (meters.loudness) meters.loudness->add(piece);
  if (meters.true_peak) meters.true_peak->add(piece);
  if (meters.mean) meters.mean->add(piece);
  if (meters.bandwidth) meters.bandwidth->add(piece);
  if (meters.levels) meters.levels->add(piece.samples);
  frames_ += piece.frames();
}

Measured Measurement::finish() {
  auto& meters = *meters_;
  if (!meters.pending.empty()) add_piece(meters.pending);
  Measured measured;
  if (meters.loudness) {
    meters.loudness->finish();
    measured.loudness = meters.loudness->integrated().value_or(Measured::none);
  }
  if (meters.true_peak) {
    meters.true_peak->finish();
    measured.true_peak = decibels_or_none(meters.true_peak->value());
  }
  if (meters.mean && frames_ > 0) measured.dc = furthest_from_zero(meters.mean->of_channels());
  if (meters.bandwidth && meters.bandwidth->hz() > 0.0) measured.bandwidth = meters.bandwidth->hz();
  if (meters.levels) measured.crest = decibels_or_none(meters.levels->peak / meters.levels->rms());
  return measured;
}

}  // namespace mpietl::audio
