#include "mpietl/job/progress_style.hpp"

#include <array>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {
constexpr std::array<std::string_view, 4> names{"auto", "bar", "plain", "none"};
}

std::string_view to_string(ProgressStyle style) {
  return names.at(static_cast<std::size_t>(style));
}

ProgressStyle progress_style_from(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<ProgressStyle>(i);
  }
  throw Error(Reason::usage,
              "progress: '" + escape(text) + "' is not one of auto, bar, plain, none");
}

}  // namespace mpietl::job
