#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "mpietl/report/analysis/pilot.hpp"
#include "mpietl/schedule/scaling.hpp"

namespace mpietl::app {

/// The parameters of a scaling plan.
struct ScalingQuestion {
  std::vector<std::size_t> ranks;  ///< ascending; empty: doubled while that helps
  std::size_t items = 0;
  std::optional<double> limit_seconds;
  std::size_t threads = 1;        ///< of each rank
  std::size_t cpus_per_node = 1;  ///< at least `threads`
  bool is_dynamic = true;
  std::size_t chunk = 0;  ///< items of a grant; 0: shrinking

  [[nodiscard]] std::size_t nodes(std::size_t of_ranks) const;
};

/// Typed values, or else the pilot's. Throws Error(usage) that names the wrong option.
ScalingQuestion question_of(const PlanRequest& request, const report::Pilot& pilot);

/// How a job scales.
struct ScalingPlan {
  ScalingQuestion question;
  std::vector<schedule::ScalingPoint> points;
  std::optional<std::size_t> best;  ///< index of the recommended point
};

/// Samples items from the pilot and simulates them on each number of ranks.
ScalingPlan make_scaling_plan(const report::Pilot& pilot, const ScalingQuestion& question);

/// The plan as text, with options for Slurm.
std::string scaling_text(const ScalingPlan& plan, const report::Pilot& pilot);

/// The files of a pilot as tasks of a simulation, with one kind for each extension.
std::vector<schedule::KnownTask> known_tasks(const report::Pilot& pilot);

}  // namespace mpietl::app
