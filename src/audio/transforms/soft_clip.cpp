#include <algorithm>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// tanh x to within 1e-8, with the same rounding everywhere: of x/4 by Lambert's continued fraction
/// with seven terms, then twice tanh 2y = 2 tanh y / (1 + tanh^2 y).
double hyperbolic_tangent(double x) {
  const double y = std::clamp(x, -12.0, 12.0) / 4.0;
  const double s = y * y;
  const double t = y * (135135.0 + s * (17325.0 + s * (378.0 + s))) /
                   (135135.0 + s * (62370.0 + s * (3150.0 + s * 28.0)));
  const double twice = 2.0 * t / (1.0 + t * t);
  return 2.0 * twice / (1.0 + twice * twice);
}

/// tanh(drive * x): nearly linear for small samples, below 1 for all.
class SoftClip final : public Transform {
 public:
  explicit SoftClip(double drive_db) : drive_(ratio_of_decibels(drive_db)) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([drive = drive_](Block& block, Counts& /*counts*/) {
      for (float& x : block.samples) x = static_cast<float>(hyperbolic_tangent(drive * x));
    });
  }

 private:
  double drive_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<SoftClip>(values.number("drive_db"));
}

}  // namespace

TransformKind soft_clip_kind() {
  return {"soft_clip",
          "Amplifies by drive_db, then limits softly with tanh.",
          {{"drive_db", "gain before the limiter, in dB", 0.0, -60.0, 60.0}},
          make};
}

}  // namespace mpietl::audio
