#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

class Gain final : public Transform {
 public:
  explicit Gain(double gain_db) : factor_(ratio_of_decibels(gain_db)) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return scaled(factor_, {});
  }

 private:
  double factor_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<Gain>(values.number("gain_db"));
}

}  // namespace

TransformKind gain_kind() {
  return {"gain",
          "Makes the signal louder or softer.",
          {{"gain_db", "change of the level, in dB", {}, -200.0, 200.0}},
          make};
}

}  // namespace mpietl::audio
