#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "dispatch/units_to_do.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/schedule/cost_model.hpp"

namespace mpietl::dispatch {

/// The size of an item for the cost model: the size of its input in bytes, or, for a segment of
/// known length, that length in milliseconds.
double size_of(const job::ItemList& items, std::size_t row);

/// The kind and size of each task for the cost model, with one kind for each extension. Both
/// arguments must outlive the result. A given `prior` applies to all kinds.
schedule::Tasks tasks_of(const UnitList& list, const UnitsToDo& units,
                         std::optional<schedule::LinearCost> prior = {});

/// Total size of the inputs of these units.
std::int64_t input_bytes(const UnitList& list, const UnitsToDo& units);

/// Number of items in these units.
std::int64_t item_count(const UnitsToDo& units);

}  // namespace mpietl::dispatch
