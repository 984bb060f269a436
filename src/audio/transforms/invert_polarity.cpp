#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

class InvertPolarity final : public Transform {
 public:
  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([](Block& block, Counts& /*counts*/) {
      for (float& sample : block.samples) sample = -sample;
    });
  }
};

std::unique_ptr<const Transform> make(const Values& /*values*/) {
  return std::make_unique<InvertPolarity>();
}

}  // namespace

TransformKind invert_polarity_kind() {
  return {"invert_polarity", "Inverts the sign of each sample.", {}, make};
}

}  // namespace mpietl::audio
