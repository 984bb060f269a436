#include <algorithm>
#include <limits>

#include "audio/kinds.hpp"
#include "mpietl/audio/noise.hpp"

namespace mpietl::audio {

namespace {

/// Gaussian noise as loud as a drawn signal-to-noise ratio asks for; none where all is silent.
class GaussianSnr final : public Transform {
 public:
  explicit GaussianSnr(const Range& snr_db) : snr_db_(snr_db) {}

  [[nodiscard]] bool needs_levels() const override { return true; }

  [[nodiscard]] Decision decide(const Draws& draws, const Levels& incoming) const override {
    constexpr double loudest = std::numeric_limits<float>::max();
    const double snr_db = snr_db_.draw(draws);
    const double stddev = std::min(loudest, incoming.rms() / ratio_of_decibels(snr_db));
    return {stddev, {{"snr_db", snr_db}, {"stddev", stddev}}, incoming.is_silence()};
  }

  void apply(Slice& slice, const Stream& stream, const Decision& decision,
             Counts& /*counts*/) const override {
    const auto stddev = static_cast<float>(decision.amount);
    if (stddev == 0.0F) return;
    add_gaussian(slice.samples, slice.first_sample(), stream, stddev);
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
