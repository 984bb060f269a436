#pragma once

#include <optional>

#include "mpietl/run/team.hpp"

namespace mpietl::dispatch {

class RunJournal;

/// A rank's team, and what watches over it. All is used as long as the work goes on.
struct RankWork {
  run::Team& team;
  RunJournal* journal = nullptr;                 ///< of what the team does, if there is one
  std::optional<double> item_timeout_seconds{};  ///< after which an item that stands still is named
};

}  // namespace mpietl::dispatch
