#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// How rank 0 looks at files, with the help of all ranks.
struct SharedLookup {
  job::FileLookup files;

  /// Forecasts of items `item(0)` to `item(count - 1)`.
  std::function<std::vector<job::Forecast>(std::size_t count,
                                           const std::function<job::Item(std::size_t)>& item)>
      forecast;
};

/// Calls `plan` on rank 0 with a lookup that all ranks share. Collective: the others help until it
/// returns. When it throws an Error, all ranks throw that Error.
void with_shared_lookup(const comm::Communicator& world, const job::Job& job,
                        const std::function<void(const SharedLookup&)>& plan);

}  // namespace mpietl::app
