#include <algorithm>

#include "audio/frame_levels.hpp"
#include "audio/transforms/cut.hpp"
#include "audio/transforms/lengths.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

/// Cuts frames before the first and after the last one within `top_db` of the loudest, as
/// librosa.effects.trim. Levels below 1e-10 count as 1e-10, so that a silent signal stays complete.
class TrimSilence final : public MeteredTransform<FrameLevels> {
 public:
  using Transform::output;

  TrimSilence(double top_db, const Framing& framing, bool at_start, bool at_end,
              double padding_seconds)
      : top_db_(top_db),
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
    const auto& levels = measured.levels();
    if (levels.empty()) return {0, in.frames};
    const SoundThreshold threshold(levels, top_db_);
    const auto is_loud = [&](float level) { return threshold.is_passed_by(level); };
    const auto first = std::ranges::find_if(levels, is_loud) - levels.begin();
    const auto last = std::find_if(levels.rbegin(), levels.rend(), is_loud) - levels.rbegin();
    const auto padding = frames_of(padding_seconds_, in.sample_rate);
    const auto count = static_cast<std::int64_t>(levels.size());
    const auto begin = std::max<std::int64_t>(0, first * framing_.hop - padding);
    const auto end = std::min(in.frames, (count - last) * framing_.hop + padding);
    return {at_start_ ? std::min(begin, in.frames) : 0, at_end_ ? std::max(begin, end) : in.frames};
  }

  double top_db_;
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
