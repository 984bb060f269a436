#include <cmath>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// The mean of each channel: sums of pieces are added one after the other, in double precision.
/// Samples that are not finite count as 0.
class MeanMeter final : public Meter {
 public:
  explicit MeanMeter(const Signal& in) : sums_(static_cast<std::size_t>(in.channels)) {}

  void add(const Block& piece) override {
    const auto width = sums_.size();
    for (std::size_t channel = 0; channel < width; ++channel) {
      double sum = 0.0;
      for (std::size_t i = channel; i < piece.samples.size(); i += width) {
        const double x = piece.samples[i];
        sum += std::isfinite(x) ? x : 0.0;
      }
      sums_[channel] += sum;
    }
    frames_ += static_cast<double>(piece.frames());
  }

  [[nodiscard]] std::vector<double> means() const {
    auto means = sums_;
    for (double& mean : means) mean = frames_ > 0.0 ? mean / frames_ : 0.0;
    return means;
  }

 private:
  std::vector<double> sums_;
  double frames_ = 0.0;
};

/// Takes the mean of the whole signal from each channel.
class RemoveDc final : public MeteredTransform<MeanMeter> {
 public:
  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& /*in*/, const Stream& /*stream*/,
                                                  const MeanMeter& measured) const override {
    const auto means = measured.means();
    std::vector<ReportedParameter> parameters;
    for (const double mean : means) parameters.push_back({"dc", mean});
    return in_place(
        [means](Block& block, Counts& /*counts*/) {
          const auto width = means.size();
          for (std::size_t channel = 0; channel < width; ++channel) {
            for (std::size_t i = channel; i < block.samples.size(); i += width) {
              block.samples[i] = static_cast<float>(block.samples[i] - means[channel]);
            }
          }
        },
        std::move(parameters));
  }
};

std::unique_ptr<const Transform> make(const Values& /*values*/) {
  return std::make_unique<RemoveDc>();
}

}  // namespace

TransformKind remove_dc_kind() { return {"remove_dc", {}, make}; }

}  // namespace mpietl::audio
