#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// The mean of all channels, summed from the first to the last in double precision.
class Mono final : public Transform {
 public:
  [[nodiscard]] int channels_out(int /*channels_in*/) const override { return 1; }

  void apply(Slice& slice, const Stream& /*stream*/, const Decision& /*decision*/,
             Counts& /*counts*/) const override {
    if (slice.channels == 1) return;
    const auto width = static_cast<std::size_t>(slice.channels);
    const std::size_t frames = slice.samples.size() / width;
    for (std::size_t frame = 0; frame < frames; ++frame) {
      double sum = 0.0;
      for (const float sample : slice.samples.subspan(frame * width, width)) sum += sample;
      slice.samples[frame] = static_cast<float>(sum / slice.channels);
    }
    slice.samples = slice.samples.first(frames);
    slice.channels = 1;
  }
};

std::unique_ptr<const Transform> make(const Parameters& /*values*/) {
  return std::make_unique<Mono>();
}

}  // namespace

TransformKind mono_kind() { return {"mono", {}, make}; }

}  // namespace mpietl::audio
