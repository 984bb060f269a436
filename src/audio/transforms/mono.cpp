#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// The mean of all channels, summed from the first to the last in double precision.
struct Mean {
  float operator()(std::span<const float> frame) const {
    double sum = 0.0;
    for (const float sample : frame) sum += sample;
    return static_cast<float>(sum / static_cast<double>(frame.size()));
  }
};

struct First {
  float operator()(std::span<const float> frame) const { return frame.front(); }
};

template <class Method>
void mix(Block& block) {
  if (block.channels == 1) return;
  const auto width = static_cast<std::size_t>(block.channels);
  const std::size_t frames = block.frames();
  for (std::size_t frame = 0; frame < frames; ++frame) {
    block.samples[frame] = Method()(block.samples.subspan(frame * width, width));
  }
  block.samples = block.samples.first(frames);
  block.channels = 1;
}

template <class Method>
class Mono final : public Transform {
 public:
  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    out.channels = 1;
    return out;
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([](Block& block, Counts& /*counts*/) { mix<Method>(block); });
  }
};

std::unique_ptr<const Transform> make(const Values& values) {
  if (values.word("method") == "first") return std::make_unique<Mono<First>>();
  return std::make_unique<Mono<Mean>>();
}

}  // namespace

TransformKind mono_kind() {
  return {"mono",
          "Mixes all channels to one: their mean, or the first one.",
          {{.name = "method",
            .meaning = "mean of the channels, or the first one",
            .words = {"mean", "first"}}},
          make};
}

}  // namespace mpietl::audio
