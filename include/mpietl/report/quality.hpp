#pragma once

#include <cstdint>

#include "mpietl/report/statistics.hpp"

namespace mpietl::report {

/// Samples of one kind, and the files that have any.
struct Flagged {
  double samples = 0.0;
  std::int64_t files = 0;
};

/// What may be wrong with the sound of the files that are done.
struct Quality {
  double samples = 0.0;  ///< all
  Flagged clipped;
  Flagged saturated;
  Flagged not_finite;
  Flagged silent;                        ///< below -60 dBFS
  std::int64_t mostly_silent_files = 0;  ///< of whose samples more than half are silent
};

Quality quality_of(FileList files);

}  // namespace mpietl::report
