#pragma once

namespace mpietl {

/// The program's exit status, the same on every rank.
enum class ExitStatus : int {
  all_done = 0,        ///< every item is done
  some_failed = 1,     ///< finished, but some items failed
  not_started = 2,     ///< wrong usage or job file, or no input: nothing was written
  still_running = 3,   ///< a job whose status was requested is still running
  stopped_early = 75,  ///< stopped early and can be resumed (EX_TEMPFAIL of sysexits.h)
};

}  // namespace mpietl
