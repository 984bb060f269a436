#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "job/json.hpp"

namespace mpietl::job {

/// The kind of signal that a recording of Lhotse is.
struct Signal {
  int sample_rate = 0;
  std::int64_t frames = 0;
  std::size_t channels = 0;
};

/// What Lhotse makes of the signal in a recording's files when it loads them: the signal after the
/// recording's `transforms`, which is what the numbers of a recording describe and what loading
/// checks. Lengths are rounded as in its Recording.resample() and perturb_speed(). None where a
/// transform is not one of Lhotse's own, so that nobody else knows.
/// Throws Error(usage) for `transforms` that lack what Lhotse needs.
std::optional<Signal> loaded(const Json& recording, Signal files);

}  // namespace mpietl::job
