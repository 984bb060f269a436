#include <algorithm>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// Scales the complete signal by one factor to the requested root mean square, but by no more than
/// the maximum of decibels up or down; silence stays.
class Rms final : public MeteredTransform<LevelsMeter> {
 public:
  Rms(double target_db, double max_change_db)
      : target_(ratio_of_decibels(target_db)), most_(ratio_of_decibels(max_change_db)) {}

  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& /*in*/, const Stream& /*stream*/,
                                                  const LevelsMeter& measured) const override {
    const double rms = measured.levels.rms();
    const double factor = rms > 0.0 ? std::clamp(target_ / rms, 1.0 / most_, most_) : 1.0;
    return scaled(factor, {{"factor", factor}}, measured.levels.is_silence());
  }

 private:
  double target_;
  double most_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<Rms>(values.number("target_db"), values.number("max_change_db"));
}

}  // namespace

TransformKind rms_kind() {
  return {"rms",
          "Brings the root mean square to this value in dBFS.",
          {{"target_db", "root mean square of the output, in dBFS", -20.0, -200.0, 200.0},
           {"max_change_db", "largest change of the level, in dB", 200.0, 0.0, 200.0}},
          make};
}

}  // namespace mpietl::audio
