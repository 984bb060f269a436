#include "audio/transforms/filters.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

double warped(double hz, int sample_rate, const std::string& transform) {
  if (2.0 * hz >= sample_rate) {
    throw Error(Reason::format, "transform " + transform + ": " + format_real(hz) +
                                    " Hz is not below half of the sample rate, " +
                                    std::to_string(sample_rate) + " Hz; choose a lower frequency");
  }
  const double half_turns = hz / sample_rate;
  return sine_of_half_turns(half_turns) / cosine_of_half_turns(half_turns);
}

namespace {

/// Interleaves the chunks of channels.
class Interleaver {
 public:
  Interleaver(std::size_t channels, std::vector<float>& out) : channels_(channels), out_(out) {}

  void operator()(std::size_t channel, std::span<const double> samples) const {
    if (channels_ == 1) {
      out_.insert(out_.end(), samples.begin(), samples.end());
      return;
    }
    if (channel == 0) out_.resize(out_.size() + samples.size() * channels_);
    float* const to = out_.data() + out_.size() - samples.size() * channels_ + channel;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      to[i * channels_] = static_cast<float>(samples[i]);
    }
  }

 private:
  std::size_t channels_;
  std::vector<float>& out_;
};

class FilterStage final : public Stage {
 public:
  FilterStage(std::span<const Section> sections, int channels)
      : channels_(static_cast<std::size_t>(channels)), filter_(sections, channels) {}

  [[nodiscard]] Order order() const override { return Order::in_sequence; }

  void process(const Block& block, std::vector<float>& out) override {
    filter_.process(block, Interleaver(channels_, out));
  }

  void finish(std::vector<float>& out) override { filter_.finish(Interleaver(channels_, out)); }

 private:
  std::size_t channels_;
  SectionFilter filter_;
};

}  // namespace

std::unique_ptr<Stage> filtered(std::span<const Section> sections, int channels) {
  return std::make_unique<FilterStage>(sections, channels);
}

}  // namespace mpietl::audio
