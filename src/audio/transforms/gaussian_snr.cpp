#include <algorithm>
#include <limits>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// Gaussian noise at a signal-to-noise ratio; none for a silent signal.
class GaussianSnr final : public MeteredTransform<LevelsMeter> {
 public:
  explicit GaussianSnr(double snr_db) : ratio_(ratio_of_decibels(snr_db)) {}

  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& /*in*/, const Stream& stream,
                                                  const LevelsMeter& measured) const override {
    constexpr double loudest = std::numeric_limits<float>::max();
    const double stddev = std::min(loudest, measured.levels.rms() / ratio_);
    return with_noise(static_cast<float>(stddev), stream, {{"stddev", stddev}},
                      measured.levels.is_silence());
  }

 private:
  double ratio_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<GaussianSnr>(values.number("snr_db"));
}

}  // namespace

TransformKind gaussian_snr_kind() {
  Parameter snr_db{"snr_db", "ratio of signal to noise, in dB", {}, -200.0, 200.0};
  snr_db.default_range = {5.0, 40.0};
  return {
      "gaussian_snr", "Adds white Gaussian noise at this signal-to-noise ratio.", {snr_db}, make};
}

}  // namespace mpietl::audio
