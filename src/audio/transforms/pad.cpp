#include <algorithm>

#include "audio/transforms/lengths.hpp"

namespace mpietl::audio {

namespace {

enum class Fill : std::uint8_t { silence, wrap, reflect };

/// The frame at `place` of a signal of `frames` frames that is extended to both sides; when
/// reflected, its first and last frames are not repeated.
std::int64_t source_of(std::int64_t place, std::int64_t frames, Fill fill) {
  const auto period = fill == Fill::reflect ? std::max<std::int64_t>(1, 2 * (frames - 1)) : frames;
  const auto inside = ((place % period) + period) % period;
  return inside < frames ? inside : period - inside;
}

/// Passes the signal on, with frames added before and after it.
class PadStage final : public Stage {
 public:
  PadStage(const Signal& in, std::int64_t before, std::int64_t behind, Fill fill,
           std::vector<ReportedParameter> parameters)
      : in_(in),
        before_(before),
        behind_(behind),
        fill_(fill),
        parameters_(std::move(parameters)) {}

  [[nodiscard]] Order order() const override { return Order::in_sequence; }

  void process(const Block& block, std::vector<float>& out) override {
    if (fill_ != Fill::silence && before_ + behind_ > 0) {
      kept_.insert(kept_.end(), block.samples.begin(), block.samples.end());
      return;
    }
    if (block.first_frame == 0) add_silence(before_, out);
    out.insert(out.end(), block.samples.begin(), block.samples.end());
  }

  void finish(std::vector<float>& out) override {
    if (in_.frames == 0) return add_silence(before_ + behind_, out);
    if (kept_.empty()) return add_silence(behind_, out);
    const auto width = static_cast<std::int64_t>(in_.channels);
    for (auto place = -before_; place < in_.frames + behind_; ++place) {
      const auto frame = kept_.begin() + source_of(place, in_.frames, fill_) * width;
      out.insert(out.end(), frame, frame + width);
    }
  }

  [[nodiscard]] std::optional<TimeMap> time_map() const override {
    return TimeMap{1.0, 1.0, static_cast<double>(before_)};
  }

  [[nodiscard]] std::span<const ReportedParameter> parameters() const override {
    return parameters_;
  }

 private:
  void add_silence(std::int64_t frames, std::vector<float>& out) const {
    out.resize(out.size() + static_cast<std::size_t>(frames * in_.channels));
  }

  Signal in_;
  std::int64_t before_;
  std::int64_t behind_;
  Fill fill_;
  std::vector<ReportedParameter> parameters_;
  std::vector<float> kept_;  // of a signal to be repeated: shorter than the output
};

/// Pads to at least `length` frames, before or after the signal.
class Pad final : public Transform {
 public:
  using Transform::output;

  Pad(const Length& length, Position at, Fill fill) : length_(length), at_(at), fill_(fill) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    if (in.frames >= 0) out.frames = std::max(in.frames, length_.frames(in.sample_rate));
    return out;
  }

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    return frame_meter(in);
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& stream,
                                             const Meter* /*measured*/) const override {
    const auto missing = output(in).frames - in.frames;
    // `at` says where frames are added: if at the end, none are added before.
    const bool is_drawn = at_ == Position::random;
    const auto added = offset(at_, missing, stream);
    const auto before = is_drawn ? added : missing - added;
    std::vector<ReportedParameter> parameters;
    if (is_drawn) parameters.push_back({"frames_before", static_cast<double>(before)});
    return std::make_unique<PadStage>(in, before, missing - before, fill_, std::move(parameters));
  }

 private:
  Length length_;
  Position at_;
  Fill fill_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const auto& mode = values.word("mode");
  const auto fill = mode == "wrap" ? Fill::wrap : mode == "reflect" ? Fill::reflect : Fill::silence;
  return std::make_unique<Pad>(Length(values, "pad"), position_of(values), fill);
}

}  // namespace

TransformKind pad_kind() {
  auto parameters = length_parameters();
  parameters.push_back(position_parameter(Position::end, "place of what is added"));
  parameters.push_back({.name = "mode",
                        .meaning = "what is added: zeros, the file again, or the file backwards",
                        .words = {"silence", "wrap", "reflect"}});
  return {"pad", "Extends a file to at least this length.", std::move(parameters), make};
}

}  // namespace mpietl::audio
