#include <algorithm>
#include <limits>

#include "audio/transforms/lengths.hpp"

namespace mpietl::audio {

namespace {

enum class Shape : std::uint8_t { linear, sine, exponential };

/// The gain at a fraction of a fade, from 0 (silent) to 1: linear, a quarter of a sine, or in
/// decibels from -100. These are the shapes t, q and l of `sox fade`.
double gain_at(double part, Shape shape) {
  if (shape == Shape::linear) return part;
  if (shape == Shape::sine) return sine_of_half_turns(part / 2.0);
  constexpr double range_db = 100.0;
  return ratio_of_decibels(range_db * (part - 1.0));
}

/// Frame n of a signal is at n / in of the fade-in, and at (frames - n) / out from the end of the
/// fade-out.
struct Fades {
  std::int64_t frames;  // of the signal
  std::int64_t in;
  std::int64_t out;
  Shape shape;

  void apply(Block& block) const {
    const auto first = static_cast<std::int64_t>(block.first_frame);
    const auto count = static_cast<std::int64_t>(block.frames());
    for (auto n = first; n < std::min(first + count, in); ++n) scale(block, n - first, n, in);
    for (auto n = std::max(first, frames - out); n < first + count; ++n) {
      scale(block, n - first, frames - n, out);
    }
  }

  void scale(Block& block, std::int64_t frame, std::int64_t part, std::int64_t whole) const {
    const double gain = gain_at(static_cast<double>(part) / static_cast<double>(whole), shape);
    const auto width = static_cast<std::size_t>(block.channels);
    for (float& x : block.samples.subspan(static_cast<std::size_t>(frame) * width, width)) {
      x = static_cast<float>(gain * x);
    }
  }
};

class Fade final : public Transform {
 public:
  Fade(double in_seconds, double out_seconds, Shape shape)
      : in_seconds_(in_seconds), out_seconds_(out_seconds), shape_(shape) {}

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    return out_seconds_ > 0.0 ? frame_meter(in) : nullptr;
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    Fades fades{in.frames, frames_of(in_seconds_, in.sample_rate),
                frames_of(out_seconds_, in.sample_rate), shape_};
    if (in.has_exact_frames()) {
      fades.in = std::min(fades.in, in.frames);
      fades.out = std::min(fades.out, in.frames);
    }
    if (fades.out == 0) fades.frames = std::numeric_limits<std::int64_t>::max();
    return in_place([fades](Block& block, Counts& /*counts*/) { fades.apply(block); });
  }

 private:
  double in_seconds_;
  double out_seconds_;
  Shape shape_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const auto& word = values.word("shape");
  const auto shape = word == "sine"          ? Shape::sine
                     : word == "exponential" ? Shape::exponential
                                             : Shape::linear;
  return std::make_unique<Fade>(values.number("in_seconds"), values.number("out_seconds"), shape);
}

}  // namespace

TransformKind fade_kind() {
  constexpr double most_seconds = 1e6;
  return {"fade",
          "Fades in and out.",
          {{"in_seconds", "length of the fade at the start", 0.0, 0.0, most_seconds},
           {"out_seconds", "length of the fade at the end", 0.0, 0.0, most_seconds},
           {.name = "shape",
            .meaning = "curve of the fade",
            .words = {"linear", "sine", "exponential"}}},
          make};
}

}  // namespace mpietl::audio
