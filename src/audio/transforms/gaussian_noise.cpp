#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

class GaussianNoise final : public Transform {
 public:
  explicit GaussianNoise(double stddev) : stddev_(static_cast<float>(stddev)) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& stream,
                                             const Meter* /*measured*/) const override {
    return with_noise(stddev_, stream);
  }

 private:
  float stddev_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<GaussianNoise>(values.number("stddev"));
}

}  // namespace

TransformKind gaussian_noise_kind() {
  return {"gaussian_noise",
          "Adds white Gaussian noise of this standard deviation.",
          {{"stddev", "standard deviation of the noise, of full scale", 0.1, 0.0, 1e6}},
          make};
}

}  // namespace mpietl::audio
