#include "audio/kinds.hpp"
#include "mpietl/audio/noise.hpp"

namespace mpietl::audio {

namespace {

class GaussianNoise final : public Transform {
 public:
  explicit GaussianNoise(double stddev) : stddev_(static_cast<float>(stddev)) {}

  void apply(Slice& slice, const Stream& stream, const Decision& /*decision*/,
             Counts& /*counts*/) const override {
    if (stddev_ == 0.0F) return;
    add_gaussian(slice.samples, slice.first_sample(), stream, stddev_);
  }

 private:
  float stddev_;
};

std::unique_ptr<const Transform> make(const Parameters& values) {
  return std::make_unique<GaussianNoise>(values.at("stddev"));
}

}  // namespace

TransformKind gaussian_noise_kind() {
  return {"gaussian_noise", {{"stddev", 0.1, 0.0, 1e6}}, make};
}

}  // namespace mpietl::audio
