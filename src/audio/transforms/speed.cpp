#include <cmath>
#include <numeric>

#include "audio/kinds.hpp"
#include "audio/resampling/stage.hpp"

namespace mpietl::audio {

namespace {

/// A factor as a ratio of integers, to eight decimals.
Resampling at_speed(double factor) {
  constexpr std::int64_t unit = 100'000'000;
  const std::int64_t scaled = std::llround(factor * static_cast<double>(unit));
  const std::int64_t common = std::gcd(scaled, unit);
  return {scaled / common, unit / common, false};
}

/// Changes time and pitch, as a faster or slower tape does.
class Speed final : public Transform {
 public:
  explicit Speed(double factor) : resampling_(at_speed(factor)) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    out.frames = resampling_.frames(in.frames);
    return out;
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    const TimeMap map{static_cast<double>(resampling_.out), static_cast<double>(resampling_.in)};
    return resampling_.start(in.channels, map);
  }

 private:
  Resampling resampling_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<Speed>(values.number("factor"));
}

}  // namespace

TransformKind speed_kind() {
  return {"speed",
          "Changes time and pitch, as a faster tape does (above 1).",
          {{.name = "factor",
            .meaning = "speed by that of the input; 2 is twice as fast",
            .lowest = 0.1,
            .highest = 10.0}},
          make};
}

}  // namespace mpietl::audio
