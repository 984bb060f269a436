#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::dispatch {

/// The units that are worked on, as tasks 0, 1, 2, ….
class UnitsToDo {
 public:
  /// Of `units` units those in `chosen`, in order; all of them when there is no choice.
  UnitsToDo(std::size_t units, std::optional<std::vector<std::size_t>> chosen)
      : size_(chosen ? chosen->size() : units), chosen_(std::move(chosen)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t unit(schedule::TaskId task) const {
    return chosen_ ? (*chosen_)[task.value] : task.value;
  }

  /// The task of a unit that is one.
  [[nodiscard]] schedule::TaskId task(std::size_t unit) const;

 private:
  std::size_t size_;
  std::optional<std::vector<std::size_t>> chosen_;
};

/// What the cost of a unit depends on: the size of its inputs in bytes, a kind for each extension;
/// of parts whose length is known, that length in milliseconds. Uses both as long as it lives.
/// `prior` is that of all kinds where it is given.
schedule::Tasks tasks_of(const UnitList& list, const UnitsToDo& units,
                         std::optional<schedule::LinearCost> prior = {});

/// Bytes of the inputs of all these units.
std::int64_t input_bytes(const UnitList& list, const UnitsToDo& units);

/// Items in all these units.
std::int64_t item_count(const UnitList& list, const UnitsToDo& units);

}  // namespace mpietl::dispatch
