#include "audio/transforms/lengths.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {
constexpr std::array<std::string_view, 4> names{"start", "end", "centre", "random"};
}

std::int64_t frames_of(double seconds, int sample_rate) {
  return static_cast<std::int64_t>(std::floor(seconds * sample_rate + 0.5));
}

Length::Length(const Values& values, const std::string& transform) {
  const auto seconds = values.optional("seconds");
  const auto frames = values.optional("frames");
  if (seconds.has_value() == frames.has_value()) {
    throw Error(Reason::usage, "transform " + transform + ": give either seconds or frames");
  }
  seconds_ = seconds.value_or(0.0);
  if (frames) frames_ = static_cast<std::int64_t>(*frames);
}

std::vector<Parameter> length_parameters() {
  constexpr double most_seconds = 1e6;
  constexpr double most_frames = 1e12;
  return {{.name = "seconds",
           .meaning = "the length in seconds",
           .lowest = 0.0,
           .highest = most_seconds,
           .is_optional = true},
          {.name = "frames",
           .meaning = "the length in frames, in place of seconds",
           .lowest = 0.0,
           .highest = most_frames,
           .is_optional = true,
           .is_whole = true}};
}

Parameter position_parameter(Position first, std::string_view meaning) {
  Parameter at{.name = "at", .meaning = meaning, .words = {names.begin(), names.end()}};
  std::rotate(at.words.begin(), at.words.begin() + static_cast<std::ptrdiff_t>(first),
              at.words.end());
  return at;
}

Position position_of(const Values& values) {
  const auto found = std::ranges::find(names, values.word("at"));
  return static_cast<Position>(found - names.begin());
}

std::int64_t offset(Position position, std::int64_t room, const Stream& stream) {
  if (position == Position::start) return 0;
  if (position == Position::end) return room;
  if (position == Position::centre) return room / 2;
  const double drawn = Draws(stream).uniform(Draws::own);
  return std::min(room, static_cast<std::int64_t>(drawn * static_cast<double>(room + 1)));
}

}  // namespace mpietl::audio
