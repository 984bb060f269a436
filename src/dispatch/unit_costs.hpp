#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "dispatch/units_to_do.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::dispatch {

/// What the cost of an item depends on: the size of its input in bytes; of a part whose length is
/// known, that length in milliseconds.
double size_of(const job::ItemList& items, std::size_t row);

/// What the cost of a task depends on: the sizes of its items, a kind for each extension. Uses both
/// as long as it lives. `prior` is that of all kinds where it is given.
schedule::Tasks tasks_of(const UnitList& list, const UnitsToDo& units,
                         std::optional<schedule::LinearCost> prior = {});

/// Bytes of the inputs of all these units.
std::int64_t input_bytes(const UnitList& list, const UnitsToDo& units);

/// Items in all these units.
std::int64_t item_count(const UnitsToDo& units);

}  // namespace mpietl::dispatch
