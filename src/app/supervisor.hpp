#pragma once

#include <optional>
#include <string>

#include "app/distribute.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/item_context.hpp"

namespace mpietl::app {

/// Stands between the threads of a rank and what their rank is told: makes them give up, hears of
/// their trouble, and tells on standard error which of their files does not get on.
class Supervisor {
 public:
  Supervisor(int rank, const job::Job& job);

  run::Supervision& supervision() { return supervision_; }

  /// Work without items, and with all that a supervisor does. It must outlive that.
  Work work();

 private:
  void tell_stalled();
  void last_word() const;

  int rank_;
  std::optional<double> item_timeout_seconds_;
  run::Supervision supervision_;
};

}  // namespace mpietl::app
