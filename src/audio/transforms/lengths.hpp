#pragma once

#include <optional>
#include <string>

#include "audio/kinds.hpp"

// What transforms share that cut, pad, or count from the end.
namespace mpietl::audio {

/// Requests only the number of frames.
class FrameMeter final : public Meter {
 public:
  void add(const Block& /*piece*/) override {}
};

/// A meter when the number of frames is not reliable.
inline std::unique_ptr<Meter> frame_meter(const Signal& in) {
  return in.has_exact_frames() ? nullptr : std::make_unique<FrameMeter>();
}

/// Seconds as a number of frames, rounded half up.
std::int64_t frames_of(double seconds, int sample_rate);

/// A length in seconds or in frames.
class Length {
 public:
  /// Throws Error(usage), which names `transform`, unless exactly one of the parameters was given.
  Length(const Values& values, const std::string& transform);

  [[nodiscard]] std::int64_t frames(int sample_rate) const {
    return frames_ ? *frames_ : frames_of(seconds_, sample_rate);
  }

 private:
  double seconds_ = 0.0;
  std::optional<std::int64_t> frames_;
};

/// The two parameters of a length.
std::vector<Parameter> length_parameters();

/// The position of a shorter signal in a longer one.
enum class Position : std::uint8_t { start, end, centre, random };

/// The parameter `at`, with the default `first`.
Parameter position_parameter(Position first, std::string_view meaning);
Position position_of(const Values& values);

/// How many of `room` frames are before the shorter signal.
std::int64_t offset(Position position, std::int64_t room, const Stream& stream);

}  // namespace mpietl::audio
