#include <cmath>

#include "audio/transforms/filters.hpp"

namespace mpietl::audio {

namespace {

enum class Curve : std::uint8_t { peaking, low_shelf, high_shelf };

constexpr std::array<const char*, 3> names{"peaking", "low_shelf", "high_shelf"};

/// The analogue sections of R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad
/// filter coefficients", at the frequency w: with A^2 the gain, a peak is
/// (s^2 + s A/Q + 1) / (s^2 + s/(A Q) + 1), a low shelf
/// A (s^2 + s sqrt(A)/Q + A) / (A s^2 + s sqrt(A)/Q + 1), a high shelf its mirror.
AnalogueSection section_of(Curve curve, double w, double a, double q) {
  const double square = w * w;
  if (curve == Curve::peaking) return {{square, w * a / q, 1.0}, {square, w / (a * q), 1.0}};
  const double middle = w * std::sqrt(a) / q;
  if (curve == Curve::low_shelf) {
    return {{a * a * square, a * middle, a}, {square, middle, a}};
  }
  return {{a * square, a * middle, a * a}, {a * square, middle, 1.0}};
}

template <Curve curve>
class Equalizer final : public Transform {
 public:
  Equalizer(double hz, double gain_db, double q)
      : hz_(hz), a_(ratio_of_decibels(gain_db / 2.0)), q_(q) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    const double w = warped(hz_, in.sample_rate, names[static_cast<std::size_t>(curve)]);
    const std::array sections{digital(section_of(curve, w, a_, q_))};
    return filtered(sections, in.channels);
  }

 private:
  double hz_;
  double a_;
  double q_;
};

template <Curve curve>
std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<Equalizer<curve>>(values.number("frequency_hz"), values.number("gain_db"),
                                            values.number("q"));
}

template <Curve curve>
TransformKind kind(double q, std::string_view purpose) {
  return {names[static_cast<std::size_t>(curve)],
          purpose,
          {frequency("frequency_hz", "centre of a peak, corner of a shelf"),
           {"gain_db", "change of the level there, in dB", {}, -60.0, 60.0},
           {"q", "quality factor: the larger, the narrower or steeper", q, 0.01, 1000.0}},
          make<curve>};
}

}  // namespace

TransformKind peaking_kind() {
  return kind<Curve::peaking>(1.0, "Equalizer: changes the level around frequency_hz.");
}

TransformKind low_shelf_kind() {
  return kind<Curve::low_shelf>(0.70710678118654752,
                                "Equalizer: changes the level below frequency_hz.");
}

TransformKind high_shelf_kind() {
  return kind<Curve::high_shelf>(0.70710678118654752,
                                 "Equalizer: changes the level above frequency_hz.");
}

}  // namespace mpietl::audio
