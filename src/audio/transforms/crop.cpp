#include <algorithm>

#include "audio/transforms/cut.hpp"
#include "audio/transforms/lengths.hpp"

namespace mpietl::audio {

namespace {

/// Crops to at most `length` frames, from a position in the signal; a shorter signal stays.
class Crop final : public Transform {
 public:
  using Transform::output;

  Crop(const Length& length, Position at) : length_(length), at_(at) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    if (in.frames >= 0) out.frames = std::min(in.frames, length_.frames(in.sample_rate));
    return out;
  }

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    return at_ == Position::start ? nullptr : frame_meter(in);
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& stream,
                                             const Meter* /*measured*/) const override {
    const auto wanted = length_.frames(in.sample_rate);
    const auto room = std::max<std::int64_t>(0, in.frames - wanted);
    const auto first = at_ == Position::start ? 0 : offset(at_, room, stream);
    std::vector<ReportedParameter> parameters;
    if (at_ == Position::random) parameters.push_back({"first_frame", static_cast<double>(first)});
    return cut(first, wanted, in.channels, std::move(parameters));
  }

 private:
  Length length_;
  Position at_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<Crop>(Length(values, "crop"), position_of(values));
}

}  // namespace

TransformKind crop_kind() {
  auto parameters = length_parameters();
  parameters.push_back(position_parameter(Position::start, "part of the file that stays"));
  return {"crop", "Cuts a file to at most this length.", std::move(parameters), make};
}

}  // namespace mpietl::audio
