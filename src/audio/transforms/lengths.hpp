#pragma once

#include <optional>
#include <string>

#include "audio/kinds.hpp"

// What transforms that cut, lengthen or count from the end have in common.
namespace mpietl::audio {

/// Only has the signal counted.
class FrameMeter final : public Meter {
 public:
  void add(const Block& /*piece*/) override {}
};

/// A meter where the number of frames cannot be relied on.
inline std::unique_ptr<Meter> frame_meter(const Signal& in) {
  return in.has_exact_frames() ? nullptr : std::make_unique<FrameMeter>();
}

/// Seconds as whole frames, rounded half up.
std::int64_t frames_of(double seconds, int sample_rate);

/// A length that is given in seconds or in frames.
class Length {
 public:
  /// Throws Error(usage) in the name of `transform` unless one of the parameters was given.
  Length(const Values& values, const std::string& transform);

  [[nodiscard]] std::int64_t frames(int sample_rate) const {
    return frames_ ? *frames_ : frames_of(seconds_, sample_rate);
  }

 private:
  double seconds_ = 0.0;
  std::optional<std::int64_t> frames_;
};

/// Both parameters of a length.
std::vector<Parameter> length_parameters();

/// Where something shorter stands in something longer.
enum class Position : std::uint8_t { start, end, centre, random };

/// The parameter `at`, whose default is `first`.
Parameter position_parameter(Position first);
Position position_of(const Values& values);

/// How many of `room` frames stand before it.
std::int64_t offset(Position position, std::int64_t room, const Stream& stream);

}  // namespace mpietl::audio
