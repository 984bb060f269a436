#include <algorithm>
#include <cmath>
#include <numeric>

#include "audio/transforms/cut.hpp"
#include "audio/transforms/lengths.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

/// The frames whose levels are measured: frame t has `length` samples from t * hop - length / 2;
/// those outside of the signal count as 0.
struct Framing {
  std::int64_t length;
  std::int64_t hop;

  /// The longest step that divides all frames.
  [[nodiscard]] std::int64_t step() const { return std::gcd(length / 2, hop); }
};

/// The mean square of each frame, for the loudest channel. Squares are summed in steps, in
/// sequence, in double precision; samples that are not finite count as 0.
class FrameLevels final : public Meter {
 public:
  FrameLevels(const Signal& in, const Framing& framing)
      : framing_(framing),
        step_(framing.step()),
        channels_(static_cast<std::size_t>(in.channels)),
        steps_(static_cast<std::size_t>(framing.length / step_)),
        sums_(channels_ * steps_),
        sum_(channels_) {}

  void add(const Block& piece) override {
    for (std::size_t i = 0; i < piece.samples.size(); i += channels_) {
      for (std::size_t channel = 0; channel < channels_; ++channel) {
        const double x = piece.samples[i + channel];
        sum_[channel] += std::isfinite(x) ? x * x : 0.0;
      }
      ++frames_;
      if (++filled_ == step_) end_step();
    }
  }

  void finish() override {
    if (frames_ == 0) return;
    const auto count = static_cast<std::size_t>(1 + frames_ / framing_.hop);
    while (levels_.size() < count) end_step();
  }

  [[nodiscard]] const std::vector<double>& levels() const { return levels_; }

 private:
  void end_step() {
    const auto place = static_cast<std::size_t>(steps_done_) % steps_;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
      sums_[channel * steps_ + place] = sum_[channel];
      sum_[channel] = 0.0;
    }
    filled_ = 0;
    ++steps_done_;
    const auto next = static_cast<std::int64_t>(levels_.size());
    if (steps_done_ * step_ == next * framing_.hop + framing_.length / 2) {
      levels_.push_back(level());
    }
  }

  /// The level of a frame from the latest steps, the oldest first.
  [[nodiscard]] double level() const {
    double largest = 0.0;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
      double sum = 0.0;
      for (std::size_t i = 0; i < steps_; ++i) {
        const auto place = (static_cast<std::size_t>(steps_done_) + i) % steps_;
        sum += sums_[channel * steps_ + place];
      }
      largest = std::max(largest, sum / static_cast<double>(framing_.length));
    }
    return largest;
  }

  Framing framing_;
  std::int64_t step_;
  std::size_t channels_;
  std::size_t steps_;         // per frame
  std::vector<double> sums_;  // of the latest steps, for each channel
  std::vector<double> sum_;   // of the incomplete step, for each channel
  std::int64_t filled_ = 0;
  std::int64_t steps_done_ = 0;
  std::int64_t frames_ = 0;  // of the signal
  std::vector<double> levels_;
};

/// Cuts frames before the first and after the last one within `top_db` of the loudest, as
/// librosa.effects.trim. Levels below 1e-10 count as 1e-10, so that a silent signal stays complete.
class TrimSilence final : public MeteredTransform<FrameLevels> {
 public:
  using Transform::output;

  TrimSilence(double top_db, const Framing& framing, bool at_start, bool at_end,
              double padding_seconds)
      : ratio_(1.0 / (ratio_of_decibels(top_db) * ratio_of_decibels(top_db))),
        framing_(framing),
        at_start_(at_start),
        at_end_(at_end),
        padding_seconds_(padding_seconds) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    out.frames = -1;
    return out;
  }

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    return std::make_unique<FrameLevels>(in, framing_);
  }

 protected:
  [[nodiscard]] Signal output_of(const Signal& in, const FrameLevels& measured) const override {
    Signal out = in;
    const auto [first, end] = range(in, measured);
    out.frames = end - first;
    return out;
  }

  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& in, const Stream& /*stream*/,
                                                  const FrameLevels& measured) const override {
    const auto [first, end] = range(in, measured);
    const auto seconds = [&](std::int64_t frames) {
      return static_cast<double>(frames) / in.sample_rate;
    };
    return cut(first, end - first, in.channels,
               {{"start_seconds", seconds(first)}, {"end_seconds", seconds(end)}});
  }

 private:
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> range(const Signal& in,
                                                            const FrameLevels& measured) const {
    constexpr double least = 1e-10;
    const auto& levels = measured.levels();
    if (levels.empty()) return {0, in.frames};
    const double threshold = std::max(least, *std::ranges::max_element(levels)) * ratio_;
    const auto is_loud = [&](double level) { return std::max(least, level) > threshold; };
    const auto first = std::ranges::find_if(levels, is_loud) - levels.begin();
    const auto last = std::find_if(levels.rbegin(), levels.rend(), is_loud) - levels.rbegin();
    const auto padding = frames_of(padding_seconds_, in.sample_rate);
    const auto count = static_cast<std::int64_t>(levels.size());
    const auto begin = std::max<std::int64_t>(0, first * framing_.hop - padding);
    const auto end = std::min(in.frames, (count - last) * framing_.hop + padding);
    return {at_start_ ? std::min(begin, in.frames) : 0, at_end_ ? std::max(begin, end) : in.frames};
  }

  double ratio_;
  Framing framing_;
  bool at_start_;
  bool at_end_;
  double padding_seconds_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const auto length = values.whole("frame_length");
  if (length % 2 != 0) {
    throw Error(Reason::usage, "transform trim_silence: frame_length must be even");
  }
  const auto& where = values.word("where");
  return std::make_unique<TrimSilence>(values.number("top_db"),
                                       Framing{length, values.whole("hop_length")}, where != "end",
                                       where != "start", values.number("padding_seconds"));
}

}  // namespace

TransformKind trim_silence_kind() {
  return {"trim_silence",
          "Cuts silence at both ends: top_db below the loudest frame.",
          {{"top_db", "silence is this much below the loudest frame, in dB", 60.0, 0.0, 200.0},
           {.name = "frame_length",
            .meaning = "samples of a frame whose level is measured",
            .default_value = 2048.0,
            .lowest = 2.0,
            .highest = 1048576.0,
            .is_whole = true},
           {.name = "hop_length",
            .meaning = "samples from one frame to the next",
            .default_value = 512.0,
            .lowest = 1.0,
            .highest = 1048576.0,
            .is_whole = true},
           {.name = "where", .meaning = "ends that are cut", .words = {"both", "start", "end"}},
           {"padding_seconds", "silence that is kept at each end", 0.0, 0.0, 1e6}},
          make};
}

}  // namespace mpietl::audio
