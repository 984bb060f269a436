#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

void mix(Block& block) {
  if (block.channels == 1) return;
  const auto width = static_cast<std::size_t>(block.channels);
  const std::size_t frames = block.frames();
  for (std::size_t frame = 0; frame < frames; ++frame) {
    double sum = 0.0;
    for (const float sample : block.samples.subspan(frame * width, width)) sum += sample;
    block.samples[frame] = static_cast<float>(sum / block.channels);
  }
  block.samples = block.samples.first(frames);
  block.channels = 1;
}

/// The mean of all channels, summed from the first to the last in double precision.
class Mono final : public Transform {
 public:
  [[nodiscard]] Signal output(const Signal& in) const override {
    return {1, in.sample_rate, in.frames};
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([](Block& block, Counts& /*counts*/) { mix(block); });
  }
};

std::unique_ptr<const Transform> make(const Values& /*values*/) { return std::make_unique<Mono>(); }

}  // namespace

TransformKind mono_kind() { return {"mono", {}, make}; }

}  // namespace mpietl::audio
