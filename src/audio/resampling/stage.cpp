#include "audio/resampling/stage.hpp"

#include <string>
#include <vector>

#include "audio/kinds.hpp"
#include "audio/resampling/resampler.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

constexpr std::int64_t most_times = 256;  // largest ratio of the two rates

// Slightly better than promised, since the errors of the stop band and of all images add up.
constexpr Quality high{.pass = 0.91, .attenuation_db = 122.0};
constexpr Quality very_high{.pass = 0.95, .attenuation_db = 158.0};

template <class Real>
class ResamplingStage final : public Stage {
 public:
  ResamplingStage(const Resampling& resampling, const Quality& quality, int channels,
                  std::optional<TimeMap> map)
      : resampling_(resampling),
        map_(map),
        plan_(rate_plan<Real>(resampling.in, resampling.out, quality)),
        resampler_(*plan_, channels) {}

  [[nodiscard]] Order order() const override { return Order::in_sequence; }

  void process(const Block& block, std::vector<float>& out) override {
    frames_in_ += static_cast<std::int64_t>(block.frames());
    resampler_.process(block.samples, out);
  }

  void finish(std::vector<float>& out) override {
    resampler_.finish(resampling_.frames(frames_in_), out);
  }

  [[nodiscard]] std::optional<TimeMap> time_map() const override { return map_; }

 private:
  Resampling resampling_;
  std::optional<TimeMap> map_;
  std::shared_ptr<const RatePlan<Real>> plan_;
  Resampler<Real> resampler_;
  std::int64_t frames_in_ = 0;
};

}  // namespace

std::int64_t Resampling::frames(std::int64_t frames_in) const {
  if (frames_in < 0) return -1;
  const std::int64_t rest = frames_in % in * out;
  const std::int64_t rounded = is_rounded_up ? (rest + in - 1) / in : (2 * rest + in) / (2 * in);
  return frames_in / in * out + rounded;
}

std::unique_ptr<Stage> Resampling::start(int channels, std::optional<TimeMap> map) const {
  if (in / most_times > out || out / most_times > in) {
    throw Error(Reason::format, "cannot resample from " + std::to_string(in) + " Hz to " +
                                    std::to_string(out) + " Hz: the ratio is more than " +
                                    std::to_string(most_times));
  }
  if (is_same()) return in_place([](Block& /*block*/, Counts& /*counts*/) {});
  if (quality == ResamplingQuality::high) {
    return std::make_unique<ResamplingStage<float>>(*this, high, channels, map);
  }
  return std::make_unique<ResamplingStage<double>>(*this, very_high, channels, map);
}

}  // namespace mpietl::audio
