#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::dispatch {

/// The units that are worked on, as tasks 0, 1, 2, …: each is one, but for parts of one recording.
/// Those are sorted by where they begin, and some that follow each other are one task, so that who
/// does it decodes the recording once.
class UnitsToDo {
 public:
  /// Of the units of `list` those in `chosen`, in order; all of them when there is no choice.
  /// `threads` of all ranks share them. Uses the list as long as it lives.
  UnitsToDo(const UnitList& list, std::optional<std::vector<std::size_t>> chosen, int threads);

  /// Tasks.
  [[nodiscard]] std::size_t size() const { return has_runs() ? ends_.size() : units_; }

  /// Units of all tasks.
  [[nodiscard]] std::size_t units() const { return units_; }

  [[nodiscard]] std::size_t first_unit(schedule::TaskId task) const;

  /// Rows of all units of a task.
  [[nodiscard]] std::size_t rows(schedule::TaskId task) const;

  /// Calls `visit` with each unit of a task, in the order in which they had better be done.
  template <class Visit>
  void for_each_unit(schedule::TaskId task, const Visit& visit) const {
    if (!has_runs()) return visit(first_unit(task));
    for (const auto unit : run(task)) visit(std::size_t{unit});
  }

  /// Calls `visit` with each row of a task.
  template <class Visit>
  void for_each_row(schedule::TaskId task, const Visit& visit) const {
    for_each_unit(task, [&](std::size_t unit) {
      for (auto row = list_.units.first(unit); row < list_.units.end(unit); ++row) visit(row);
    });
  }

  /// The task that a unit belongs to, if it is in one.
  [[nodiscard]] schedule::TaskId task(std::size_t unit) const;

 private:
  [[nodiscard]] bool has_runs() const { return !ends_.empty(); }
  [[nodiscard]] std::span<const std::uint32_t> run(schedule::TaskId task) const;
  void make_runs(int threads);

  const UnitList& list_;
  std::size_t units_;
  std::optional<std::vector<std::size_t>> chosen_;
  // Where units are parts of recordings:
  std::vector<std::uint32_t> order_;    // units, task by task
  std::vector<std::uint32_t> ends_;     // by task: where it ends in the order
  std::vector<std::uint32_t> task_of_;  // by unit of the list
};

}  // namespace mpietl::dispatch
