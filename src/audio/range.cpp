#include "audio/range.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

Range::Range(const Parameters& values, const std::string& transform, const std::string& name)
    : low_(values.at("min_" + name)), high_(values.at("max_" + name)) {
  if (low_ <= high_) return;
  throw Error(Reason::usage, "transform " + transform + ": min_" + name + " = " +
                                 format_real(low_) + " is above max_" + name + " = " +
                                 format_real(high_) + "; exchange them");
}

}  // namespace mpietl::audio
