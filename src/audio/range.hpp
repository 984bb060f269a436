#pragma once

#include <string>

#include "mpietl/audio/draws.hpp"
#include "mpietl/audio/registry.hpp"

namespace mpietl::audio {

/// Values between two parameters of a transform.
class Range {
 public:
  /// The range from the parameter min_NAME to max_NAME, both in `values`.
  /// Throws Error(usage) when the first is above the second.
  Range(const Parameters& values, const std::string& transform, const std::string& name);

  /// One value, all as likely.
  [[nodiscard]] double draw(const Draws& draws) const {
    return low_ + (high_ - low_) * draws.uniform(Draws::own);
  }

 private:
  double low_;
  double high_;
};

}  // namespace mpietl::audio
