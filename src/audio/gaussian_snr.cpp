#include <algorithm>
#include <limits>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// Gaussian noise as loud as a drawn signal-to-noise ratio asks for; none where all is silent.
class GaussianSnr final : public MeteredTransform<LevelsMeter> {
 public:
  explicit GaussianSnr(const Range& snr_db) : snr_db_(snr_db) {}

  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& /*in*/, const Stream& stream,
                                                  const LevelsMeter& measured) const override {
    constexpr double loudest = std::numeric_limits<float>::max();
    const double snr_db = snr_db_.draw(Draws(stream));
    const double stddev = std::min(loudest, measured.levels.rms() / ratio_of_decibels(snr_db));
    return with_noise(static_cast<float>(stddev), stream, {{"snr_db", snr_db}, {"stddev", stddev}},
                      measured.levels.is_silence());
  }

 private:
  Range snr_db_;
};

std::unique_ptr<const Transform> make(const Parameters& values) {
  return std::make_unique<GaussianSnr>(Range(values, "gaussian_snr", "snr_db"));
}

}  // namespace

TransformKind gaussian_snr_kind() {
  return {"gaussian_snr",
          {{"min_snr_db", 5.0, -200.0, 200.0}, {"max_snr_db", 40.0, -200.0, 200.0}},
          make};
}

}  // namespace mpietl::audio
