#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

class InvertPolarity final : public Transform {
 public:
  void apply(Slice& slice, const Stream& /*stream*/, const Decision& /*decision*/,
             Counts& /*counts*/) const override {
    for (float& sample : slice.samples) sample = -sample;
  }
};

std::unique_ptr<const Transform> make(const Parameters& /*values*/) {
  return std::make_unique<InvertPolarity>();
}

}  // namespace

TransformKind invert_polarity_kind() { return {"invert_polarity", {}, make}; }

}  // namespace mpietl::audio
