#include <cmath>
#include <numeric>

#include "audio/kinds.hpp"
#include "audio/resampling/stage.hpp"
#include "audio/time_stretch.hpp"

namespace mpietl::audio {

namespace {

/// Changes the tempo, not the pitch.
class Tempo final : public Transform {
 public:
  explicit Tempo(double factor) : factor_(factor) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    if (in.frames >= 0) out.frames = TimeStretch::frames_out(in.frames, factor_);
    return out;
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    const auto stretch = std::make_shared<TimeStretch>(in.channels, in.sample_rate, factor_);
    return in_sequence(
        [stretch](const Block& block, std::vector<float>& out) { stretch->process(block, out); },
        [stretch](std::vector<float>& out) { stretch->finish(out); }, TimeMap{1.0, factor_});
  }

 private:
  double factor_;
};

/// Changes the pitch, not the duration: stretches the signal, then changes its speed back.
class PitchStage final : public Stage {
 public:
  PitchStage(const Signal& in, const Resampling& resampling)
      : channels_(static_cast<std::size_t>(in.channels)),
        stretch_(in.channels, in.sample_rate,
                 static_cast<double>(resampling.out) / static_cast<double>(resampling.in)),
        speed_(resampling.start(in.channels)) {}

  [[nodiscard]] Order order() const override { return Order::in_sequence; }

  void process(const Block& block, std::vector<float>& out) override {
    frames_in_ += block.frames();
    stretched_.clear();
    stretch_.process(block, stretched_);
    pass_on(out);
  }

  void finish(std::vector<float>& out) override {
    stretched_.clear();
    stretch_.finish(stretched_);
    pass_on(out);
    const auto made = out.size();
    speed_->finish(out);
    frames_out_ += (out.size() - made) / channels_;
    // Both steps round, so there may be a frame more or less.
    const auto all = out.size() + frames_in_ * channels_;
    out.resize(all - std::min(all, frames_out_ * channels_));
  }

 private:
  void pass_on(std::vector<float>& out) {
    if (stretched_.empty()) return;
    const auto made = out.size();
    speed_->process({stretched_, frames_between_, static_cast<int>(channels_)}, out);
    frames_between_ += stretched_.size() / channels_;
    frames_out_ += (out.size() - made) / channels_;
  }

  std::size_t channels_;
  TimeStretch stretch_;
  std::unique_ptr<Stage> speed_;
  std::vector<float> stretched_;
  std::size_t frames_in_ = 0;
  std::uint64_t frames_between_ = 0;
  std::size_t frames_out_ = 0;
};

class Pitch final : public Transform {
 public:
  /// Rounds the ratio of frequencies to four decimals, so that resampling is fast: a cent is
  /// 0.0006.
  explicit Pitch(double semitones) {
    constexpr double of_octave = 12.0;
    constexpr std::int64_t unit = 10'000;
    const double ratio = power(2.0, semitones / of_octave);
    const auto scaled = static_cast<std::int64_t>(std::floor(ratio * unit + 0.5));
    const auto common = std::gcd(scaled, unit);
    resampling_ = {scaled / common, unit / common, false};
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    if (resampling_.is_same()) return in_place([](Block& /*block*/, Counts& /*counts*/) {});
    return std::make_unique<PitchStage>(in, resampling_);
  }

 private:
  Resampling resampling_{1, 1, false};
};

std::unique_ptr<const Transform> make_tempo(const Values& values) {
  return std::make_unique<Tempo>(values.number("factor"));
}

std::unique_ptr<const Transform> make_pitch(const Values& values) {
  return std::make_unique<Pitch>(values.number("semitones"));
}

}  // namespace

TransformKind tempo_kind() {
  return {"tempo",
          "Changes time, keeps pitch (WSOLA); above 1 is faster.",
          {{.name = "factor",
            .meaning = "tempo by that of the input; 2 is twice as fast",
            .lowest = 0.1,
            .highest = 10.0}},
          make_tempo};
}

TransformKind pitch_kind() {
  return {"pitch",
          "Changes the pitch and keeps the duration.",
          {{.name = "semitones",
            .meaning = "how much higher the pitch is; negative is lower",
            .lowest = -12.0,
            .highest = 12.0}},
          make_pitch};
}

}  // namespace mpietl::audio
