#include "audio/kinds.hpp"
#include "audio/resampling/stage.hpp"

namespace mpietl::audio {

namespace {

constexpr double lowest_rate = 100.0;
constexpr double highest_rate = 768000.0;

/// Another sample rate for the same duration: as many frames as begin before the end of the signal.
class Resample final : public Transform {
 public:
  Resample(int rate, ResamplingQuality quality) : rate_(rate), quality_(quality) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    out.sample_rate = rate_;
    out.frames = from(in.sample_rate).frames(in.frames);
    return out;
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return from(in.sample_rate).start(in.channels);
  }

 private:
  [[nodiscard]] Resampling from(int rate) const { return {rate, rate_, true, quality_}; }

  int rate_;
  ResamplingQuality quality_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const bool is_high = values.word("quality") == "high";
  return std::make_unique<Resample>(
      values.whole("rate"), is_high ? ResamplingQuality::high : ResamplingQuality::very_high);
}

}  // namespace

TransformKind resample_kind() {
  return {"resample",
          "Changes the sample rate, without delay.",
          {{.name = "rate",
            .meaning = "sample rate of the output, in Hz",
            .lowest = lowest_rate,
            .highest = highest_rate,
            .is_whole = true},
           {.name = "quality",
            .meaning = "quality of the filter; very_high is slower",
            .words = {"high", "very_high"}}},
          make};
}

}  // namespace mpietl::audio
