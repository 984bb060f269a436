#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// What rank 0 finds out about files with the help of all ranks.
struct DistributedFiles {
  job::FileSystem file_system;

  /// Forecasts of items `item(0)` to `item(count - 1)`.
  std::function<std::vector<job::Forecast>(std::size_t count,
                                           const std::function<job::Item(std::size_t)>& item)>
      forecast;
};

/// Calls `plan` on rank 0 with a file system that uses all ranks. Collective: the others answer
/// until `plan` returns. If it throws an Error, all ranks throw it.
void with_distributed_files(const comm::Communicator& world, const job::Job& job,
                            const std::function<void(const DistributedFiles&)>& plan);

}  // namespace mpietl::app
