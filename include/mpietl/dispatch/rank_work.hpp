#pragma once

#include <optional>

#include "mpietl/run/supervision.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::dispatch {

class RunJournal;

/// The work of one rank, and what watches over it. All is used as long as the work goes on.
struct RankWork {
  run::Work& work;
  run::Supervision& supervision;
  run::Counters& counters;                       ///< those that `work` moves
  RunJournal* journal = nullptr;                 ///< that `work` writes to, if it does
  std::optional<double> item_timeout_seconds{};  ///< after which an item that stands still is named
};

}  // namespace mpietl::dispatch
