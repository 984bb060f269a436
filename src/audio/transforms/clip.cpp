#include "audio/kinds.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

class Clip final : public Transform {
 public:
  Clip(double low, double high) : low_(static_cast<float>(low)), high_(static_cast<float>(high)) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([low = low_, high = high_](Block& block, Counts& counts) {
      counts.clipped += clip(block.samples, low, high);
    });
  }

 private:
  float low_;
  float high_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const double low = values.number("min");
  const double high = values.number("max");
  if (low > high) throw Error(Reason::usage, "transform clip: min is above max; exchange them");
  return std::make_unique<Clip>(low, high);
}

}  // namespace

TransformKind clip_kind() {
  return {"clip",
          "Limits samples to a range.",
          {{"min", "smallest sample", -1.0, -1e6, 1e6}, {"max", "largest sample", 1.0, -1e6, 1e6}},
          make};
}

}  // namespace mpietl::audio
