#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// Scales the complete signal by one factor to the requested peak; silence stays.
class Normalize final : public MeteredTransform<LevelsMeter> {
 public:
  explicit Normalize(double peak_db) : peak_(ratio_of_decibels(peak_db)) {}

  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& /*in*/, const Stream& /*stream*/,
                                                  const LevelsMeter& measured) const override {
    const double factor = measured.levels.peak > 0.0 ? peak_ / measured.levels.peak : 1.0;
    return scaled(factor, {{"factor", factor}}, measured.levels.is_silence());
  }

 private:
  double peak_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<Normalize>(values.number("peak"));
}

}  // namespace

TransformKind normalize_kind() {
  return {"normalize",
          "Brings the peak to this value in dBFS.",
          {{"peak", "peak of the output, in dBFS", 0.0, -200.0, 200.0}},
          make};
}

}  // namespace mpietl::audio
