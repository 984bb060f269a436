#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// How far a job is, against all that it has to do.
struct ProgressState {
  std::int64_t items = 0;
  std::int64_t failed = 0;
  std::int64_t bytes = 0;
  std::int64_t all_items = 0;
  std::int64_t all_bytes = 0;
};

/// "12/24 files, 510 MB/s, 3.10s left" (and ", 1 failed"), after `seconds` of work.
std::string progress_text(const ProgressState& state, double seconds);

/// A bar of at most `columns` characters before progress_text().
std::string progress_bar(const ProgressState& state, double seconds, int columns);

/// Shows progress on standard error: a bar on a terminal, a line now and then elsewhere.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(job::ProgressStyle style);

  /// Draws when it is time to; call it often.
  void show(const ProgressState& state);

  /// Draws the last state and ends the bar's line; lines say nothing more.
  void finish(const ProgressState& state);

 private:
  void draw_bar(const ProgressState& state);

  job::ProgressStyle style_;
  Stopwatch since_start_;
  Stopwatch since_drawn_;
};

/// Columns of the terminal behind `stream`; `fallback` when it is none.
int terminal_columns(std::FILE* stream, int fallback);

}  // namespace mpietl::app
