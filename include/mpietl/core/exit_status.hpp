#pragma once

namespace mpietl {

/// Exit status of the program, the same on every rank.
enum class ExitStatus : int {
  all_done = 0,        ///< every item is done
  some_failed = 1,     ///< finished, but some items failed
  not_started = 2,     ///< usage, job file, no input: nothing was written
  still_running = 3,   ///< of a job that is asked for
  stopped_early = 75,  ///< stopped early and can be resumed (EX_TEMPFAIL of sysexits.h)
};

}  // namespace mpietl
