#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/random.hpp"

namespace mpietl::audio {

/// A run of consecutive frames of a signal, interleaved, to be changed in place.
struct Slice {
  std::span<float> samples;       ///< whole frames
  std::uint64_t first_frame = 0;  ///< place of samples[0] in the signal
  int channels = 1;

  /// Place of samples[0], counted over channels.
  [[nodiscard]] std::uint64_t first_sample() const {
    return first_frame * static_cast<std::uint64_t>(channels);
  }
};

/// What transforms counted while they worked on an item.
struct Counts {
  std::int64_t clipped = 0;  ///< samples that a clip changed
};

/// A number that was drawn or measured for an item, for its report.
struct Drawn {
  std::string_view name;
  double value;
};

/// What a transform does to one item, where that is not the same for all.
struct Decision {
  double amount = 0.0;  ///< what the transform makes of it: a deviation, a factor
  std::vector<Drawn> drawn;
  bool is_in_vain = false;  ///< what was asked for cannot be had of silence
};

/// Changes samples in place. It keeps no state, so that slices of a file may be given in any order
/// and to several threads at once; what is particular to an item is in its Decision.
class Transform {
 public:
  Transform() = default;
  Transform(const Transform&) = delete;
  Transform& operator=(const Transform&) = delete;
  Transform(Transform&&) = delete;
  Transform& operator=(Transform&&) = delete;
  virtual ~Transform() = default;

  /// Whether decide() looks at the levels of the whole signal that comes in: each such transform
  /// of a chain costs another pass over the file.
  [[nodiscard]] virtual bool needs_levels() const { return false; }

  /// The item's decision; `incoming` is empty unless needs_levels().
  [[nodiscard]] virtual Decision decide(const Draws& /*draws*/, const Levels& /*incoming*/) const {
    return {};
  }

  /// Channels that come out where `channels_in` come in: as many or fewer.
  [[nodiscard]] virtual int channels_out(int channels_in) const { return channels_in; }

  /// Changes `slice`. Where fewer channels come out, it has those channels then, and as many
  /// samples fewer.
  virtual void apply(Slice& slice, const Stream& stream, const Decision& decision,
                     Counts& counts) const = 0;
};

}  // namespace mpietl::audio
