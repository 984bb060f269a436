#include "audio/kinds.hpp"
#include "audio/mean.hpp"

namespace mpietl::audio {

namespace {

class MeanMeter final : public Meter {
 public:
  explicit MeanMeter(const Signal& in) : mean_(in) {}

  void add(const Block& piece) override { mean_.add(piece); }

  [[nodiscard]] std::vector<double> means() const { return mean_.of_channels(); }

 private:
  Mean mean_;
};

/// Subtracts the mean of the complete signal from each channel.
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

TransformKind remove_dc_kind() {
  return {"remove_dc", "Subtracts the mean of each channel.", {}, make};
}

}  // namespace mpietl::audio
