#pragma once

#include <cstdint>

namespace mpietl::audio {

/// Places of values in a signal: value n is n `step` / `parts` samples after the beginning.
struct Places {
  std::int64_t step = 1;
  std::int64_t parts = 1;

  /// The last sample at or before the place of a value.
  [[nodiscard]] std::int64_t sample(std::int64_t number) const {
    return number / parts * step + number % parts * step / parts;
  }

  /// The distance of a value from that sample, in parts.
  [[nodiscard]] std::int64_t part(std::int64_t number) const {
    return number % parts * step % parts;
  }

  /// How many values are before sample `end`.
  [[nodiscard]] std::int64_t count(std::int64_t end) const {
    return end / step * parts + (end % step * parts + step - 1) / step;
  }
};

/// An iterator over places, starting `part` parts after `sample`.
struct Walk {
  std::int64_t sample;
  std::int64_t part;
  std::int64_t parts;
  std::int64_t whole_step;
  std::int64_t part_step;

  Walk(const Places& places, std::int64_t first)
      : sample(places.sample(first)),
        part(places.part(first)),
        parts(places.parts),
        whole_step(places.step / places.parts),
        part_step(places.step % places.parts) {}

  /// Without a branch, which could not be predicted.
  void step() {
    const std::int64_t over = part + (part_step - parts);
    part = over < 0 ? part + part_step : over;
    sample += whole_step + (over < 0 ? 0 : 1);
  }
};

}  // namespace mpietl::audio
