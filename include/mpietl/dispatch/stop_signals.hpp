#pragma once

#include <array>
#include <csignal>
#include <string>

namespace mpietl::dispatch {

/// While it lives, SIGTERM, SIGINT, SIGHUP, SIGUSR1 and SIGUSR2 ask the job to stop instead of
/// ending the process. A second SIGINT ends the process. An ignored SIGHUP, as under nohup, stays
/// ignored. At most one object may exist.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  StopSignals(StopSignals&&) = delete;
  StopSignals& operator=(StopSignals&&) = delete;

  /// Restores the handlers of before.
  ~StopSignals();

  static constexpr std::array numbers{SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2};

 private:
  std::array<struct sigaction, numbers.size()> before_{};
};

/// The most urgent signal since StopSignals began; 0: none.
int stop_signal();

/// "SIGTERM".
std::string signal_name(int number);

/// Whether a launcher or the system may kill the process soon after that signal, as mpirun does.
inline bool is_urgent(int signal) {
  return signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
}

}  // namespace mpietl::dispatch
