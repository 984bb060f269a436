#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "mpietl/report/analysis/pilot.hpp"
#include "mpietl/schedule/scaling.hpp"

namespace mpietl::app {

/// What is asked of a scaling plan.
struct ScalingQuestion {
  std::vector<std::size_t> ranks;  ///< rising; empty: doubling as long as that helps
  std::size_t items = 0;
  std::optional<double> limit_seconds;
  std::size_t threads = 1;        ///< of a rank
  std::size_t cpus_per_node = 1;  ///< at least `threads`
  bool is_dynamic = true;
  std::size_t chunk = 0;  ///< items of a grant; 0: shrinking

  [[nodiscard]] std::size_t nodes(std::size_t of_ranks) const;
};

/// What was typed, over what the pilot was. Throws Error(usage) that names the wrong option.
ScalingQuestion question_of(const PlanRequest& request, const report::Pilot& pilot);

/// How a job scales.
struct ScalingPlan {
  ScalingQuestion question;
  std::vector<schedule::ScalingPoint> points;
  std::optional<std::size_t> best;  ///< of them the one to take
};

/// Draws items from the pilot's files and runs them in virtual time, on each number of ranks.
ScalingPlan make_scaling_plan(const report::Pilot& pilot, const ScalingQuestion& question);

/// The plan for people, with options for Slurm.
std::string scaling_text(const ScalingPlan& plan, const report::Pilot& pilot);

/// The files of a pilot as tasks in virtual time: a kind for each extension, as large as the files.
std::vector<schedule::KnownTask> known_tasks(const report::Pilot& pilot);

}  // namespace mpietl::app
