#pragma once

#include <string_view>
#include <vector>

#include "mpietl/audio/draws.hpp"
#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/slice.hpp"

namespace mpietl::audio {

/// A number that was drawn or measured for an item, for its report.
struct Drawn {
  std::string_view name;
  double value;
};

/// What a transform does to one item, where that is not the same for all.
struct Decision {
  double amount = 0.0;  ///< what the transform makes of it: a deviation, a factor
  std::vector<Drawn> drawn;
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
