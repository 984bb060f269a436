#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// "12/24 files, 510 MB/s, 3.10s left" (and ", 1 failed"), after `seconds` of work.
std::string progress_text(const dispatch::JobProgress& state, double seconds);

/// A bar and progress_text(), in at most `columns` characters.
std::string progress_bar(const dispatch::JobProgress& state, double seconds, int columns);

/// Shows progress on standard error: a bar on a terminal; in a log a line every two seconds, and
/// less often the longer the work takes.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(job::ProgressStyle style);

  /// Draws when it is time; call it often. The final state ends the line of a bar; it adds no line
  /// to a log.
  void show(const dispatch::JobProgress& state);

 private:
  void draw_bar(const dispatch::JobProgress& state);

  job::ProgressStyle style_;
  Stopwatch since_start_;
  Stopwatch since_drawn_;
};

/// Shows the progress of successive distribute() calls, each with its own display.
std::function<void(const dispatch::JobProgress&)> progress_in(job::ProgressStyle style);

}  // namespace mpietl::app
