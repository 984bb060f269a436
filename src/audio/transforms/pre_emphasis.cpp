#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// x[n] - coefficient * x[n - 1] of each channel, in double precision; the first frame stays.
class PreEmphasis final : public Transform {
 public:
  explicit PreEmphasis(double coefficient) : coefficient_(coefficient) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_sequence(
        [a = coefficient_, before = std::vector<float>(static_cast<std::size_t>(in.channels))](
            const Block& block, std::vector<float>& out) mutable {
          // The frame before is stored in front of the block's frames.
          const auto width = before.size();
          before.insert(before.end(), block.samples.begin(), block.samples.end());
          const auto made = out.size();
          out.resize(made + block.samples.size());
          for (std::size_t i = 0; i < block.samples.size(); ++i) {
            out[made + i] = static_cast<float>(before[i + width] - a * before[i]);
          }
          before.erase(before.begin(), before.end() - static_cast<std::ptrdiff_t>(width));
        },
        [](std::vector<float>& /*out*/) {});
  }

 private:
  double coefficient_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<PreEmphasis>(values.number("coefficient"));
}

}  // namespace

TransformKind pre_emphasis_kind() {
  return {"pre_emphasis",
          "Subtracts the previous sample, times a coefficient.",
          {{"coefficient", "how much of the previous sample is subtracted", 0.97, -1.0, 1.0}},
          make};
}

}  // namespace mpietl::audio
