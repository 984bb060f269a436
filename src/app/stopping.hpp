#pragma once

#include <array>
#include <csignal>
#include <optional>
#include <string>

#include "app/work.hpp"
#include "mpietl/comm/grants.hpp"
#include "mpietl/core/stopwatch.hpp"

namespace mpietl::app {

/// While it lives, SIGTERM, SIGINT, SIGHUP, SIGUSR1 and SIGUSR2 ask the job to stop instead of
/// ending the process at once. A second SIGINT does end it. A SIGHUP that is ignored, as under
/// nohup, stays so. One at a time.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  StopSignals(StopSignals&&) = delete;
  StopSignals& operator=(StopSignals&&) = delete;

  /// Puts back what was before.
  ~StopSignals();

  static constexpr std::array numbers{SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2};

 private:
  std::array<struct sigaction, numbers.size()> before_{};
};

/// The most urgent signal that asked the job to stop since StopSignals began; 0: none did.
int stop_signal();

/// "SIGTERM".
std::string signal_name(int number);

/// Whether a launcher or the system may kill the process soon after that signal, as mpirun does.
inline bool is_urgent(int signal) {
  return signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
}

/// For the files at hand after a call to stop that leaves time for them.
inline constexpr double usual_grace_seconds = 30.0;

/// Ends the work of one rank early: no more items are begun, and those that were get some time.
class Stopper {
 public:
  /// All is used as long as it lives.
  Stopper(const Work& work, run::ItemQueue& queue) : work_(work), queue_(queue) {}

  /// Why this rank should stop: a signal, or storage that fails. Told once for each.
  std::optional<comm::StopCall> own_reason();

  /// Drops what was not begun. Of several calls the shortest grace counts, and the first reason.
  void heed(const comm::StopCall& call);

  /// Call it often: gives items up whose grace is over. Where even that does not end them, since
  /// their storage does not answer, ends all ranks: what is done stands in the journal.
  void enforce();

  /// Why this rank stopped; empty: it did not.
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  const Work& work_;
  run::ItemQueue& queue_;
  Stopwatch since_heeded_;
  std::string reason_;
  double grace_seconds_ = 0.0;
  int signal_told_ = 0;
  bool has_told_trouble_ = false;
  bool has_abandoned_ = false;
};

}  // namespace mpietl::app
