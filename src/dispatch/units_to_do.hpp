#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::dispatch {

/// The units of the work, as tasks 0, 1, 2, … A task is one unit, or several segments of a
/// recording. Segments are sorted by their start, and neighbours share a task, so that one thread
/// decodes the recording once.
class UnitsToDo {
 public:
  /// The units of `list` that are in `chosen`, in order, or all of them if that is empty. `threads`
  /// is the number on all ranks. The list must outlive this object.
  UnitsToDo(const UnitList& list, std::optional<std::vector<std::size_t>> chosen, int threads);

  /// Number of tasks.
  [[nodiscard]] std::size_t size() const { return has_runs() ? ends_.size() : units_; }

  /// Number of units in all tasks.
  [[nodiscard]] std::size_t units() const { return units_; }

  [[nodiscard]] std::size_t first_unit(schedule::TaskId task) const;

  /// The rows of all units of a task.
  [[nodiscard]] std::size_t rows(schedule::TaskId task) const;

  /// Calls `visit` with each unit of a task, in the best order to process them.
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

  /// The task of a unit; empty if it is in none.
  [[nodiscard]] schedule::TaskId task(std::size_t unit) const;

 private:
  [[nodiscard]] bool has_runs() const { return !ends_.empty(); }
  [[nodiscard]] std::span<const std::uint32_t> run(schedule::TaskId task) const;
  void make_runs(int threads);

  const UnitList& list_;
  std::size_t units_;
  std::optional<std::vector<std::size_t>> chosen_;
  // If units are segments of recordings:
  std::vector<std::uint32_t> order_;    // units in order of tasks
  std::vector<std::uint32_t> ends_;     // by task: its end in order_
  std::vector<std::uint32_t> task_of_;  // by unit of the list
};

}  // namespace mpietl::dispatch
