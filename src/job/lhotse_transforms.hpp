#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "job/json.hpp"

namespace mpietl::job {

/// The signal of a Lhotse recording.
struct Signal {
  int sample_rate = 0;
  std::int64_t frames = 0;
  std::size_t channels = 0;
};

/// The signal after a recording's `transforms`: what Lhotse makes of the files when it loads them.
/// The numbers in a recording describe this signal, and loading checks them. Lengths are rounded as
/// in Lhotse's Recording.resample() and perturb_speed(). None when a transform is not one of
/// Lhotse's, so that its effect is unknown.
/// Throws Error(usage) for `transforms` that lack what Lhotse needs.
std::optional<Signal> loaded(const Json& recording, Signal files);

}  // namespace mpietl::job
