#include <algorithm>
#include <cmath>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

constexpr double to_whole = 0x1.8p52;  // adding this rounds to integers

/// Rounds samples to integers of `bits` bits: times 2^(bits-1), rounded half to even, saturated,
/// and back.
class BitCrush final : public Transform {
 public:
  explicit BitCrush(int bits) : steps_(std::ldexp(1.0, bits - 1)) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([steps = steps_](Block& block, Counts& /*counts*/) {
      for (float& x : block.samples) {
        const double scaled = std::clamp(x * steps, -steps, steps - 1.0);
        x = static_cast<float>((scaled + to_whole - to_whole) / steps);
      }
    });
  }

 private:
  double steps_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<BitCrush>(values.whole("bits"));
}

}  // namespace

TransformKind bit_crush_kind() {
  return {"bit_crush",
          "Rounds samples to integers of this many bits.",
          {{.name = "bits",
            .meaning = "bits of a sample that stay",
            .default_value = 8.0,
            .lowest = 2.0,
            .highest = 24.0,
            .is_whole = true}},
          make};
}

}  // namespace mpietl::audio
