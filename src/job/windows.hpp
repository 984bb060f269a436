#pragma once

#include <vector>

#include "mpietl/job/input_length.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// The windows of a part of an input.
struct Windows {
  std::vector<Segment> parts;
  double rest_seconds = 0.0;  ///< at the end, in no window
};

/// Cuts `part` of an input of known length into windows of equal length; if the job says so, the
/// rest is a last, shorter one. Windows begin a hop apart, and are rounded to frames as by
/// io::Recording. None if the part begins after the end.
Windows windows_of(const Segment& part, const InputLength& input, const Job& job);

/// Throws Error(usage) for options of windows that do not go together.
void check_windows(const Job& job);

/// What a part of a recording is called that has no id: RECORDING-[SPEAKER-]START-END, in
/// milliseconds.
std::string part_name(const std::string& recording, const std::string& speaker,
                      const Segment& part);

}  // namespace mpietl::job
