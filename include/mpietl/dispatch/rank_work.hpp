#pragma once

#include <optional>

#include "mpietl/run/team.hpp"

namespace mpietl::dispatch {

class RunJournal;

/// A rank's team, with its journal and timeout. All members must outlive the work.
struct RankWork {
  run::Team& team;
  RunJournal* journal = nullptr;  ///< of the team; null: none
  std::optional<double>
      item_timeout_seconds{};  ///< without progress, after which a warning names the item
};

}  // namespace mpietl::dispatch
