#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// "12/24 files, 510 MB/s, 3.10s left" (and ", 1 failed"), after `seconds` of work.
std::string progress_text(const dispatch::JobProgress& state, double seconds);

/// A bar of at most `columns` characters before progress_text().
std::string progress_bar(const dispatch::JobProgress& state, double seconds, int columns);

/// Shows progress on standard error: a bar on a terminal, a line now and then elsewhere.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(job::ProgressStyle style);

  /// Draws when it is time to; call it often. The final state ends the bar's line; where there is
  /// no bar, it is not drawn.
  void show(const dispatch::JobProgress& state);

 private:
  void draw_bar(const dispatch::JobProgress& state);

  job::ProgressStyle style_;
  Stopwatch since_start_;
  Stopwatch since_drawn_;
};

/// Shows the progress of one distribute() after the other, each with a display of its own.
std::function<void(const dispatch::JobProgress&)> progress_in(job::ProgressStyle style);

/// Columns of the terminal behind `stream`; `fallback` when it is none.
int terminal_columns(std::FILE* stream, int fallback);

}  // namespace mpietl::app
