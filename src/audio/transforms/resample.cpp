#include <string>

#include "audio/kinds.hpp"
#include "audio/resampling/stage.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

constexpr double highest_rate = 768000.0;
constexpr int most_times = 256;  // of one rate as much as of the other

/// Another sample rate, for the same time: as many frames as begin before the end of the signal.
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
    if (in.sample_rate / most_times > rate_ || rate_ / most_times > in.sample_rate) {
      throw Error(Reason::format, "cannot be resampled from " + std::to_string(in.sample_rate) +
                                      " Hz to " + std::to_string(rate_) +
                                      " Hz, which is more than " + std::to_string(most_times) +
                                      " times as many or as few");
    }
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
          {{.name = "rate", .lowest = 1.0, .highest = highest_rate, .is_whole = true},
           {.name = "quality", .words = {"high", "very_high"}}},
          make};
}

}  // namespace mpietl::audio
