#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "mpietl/core/record_table.hpp"

namespace mpietl::dispatch {

/// What rank 0 knows about a job before work begins; empty unless earlier runs are resumed.
struct ResumeState {
  RecordTable records{};  ///< by row, of items that are not processed again; empty: none
  std::optional<std::vector<std::size_t>> units;  ///< units to do, in order; empty: all
  std::unordered_map<std::size_t, std::int32_t>
      attempts;  ///< number of earlier attempts, by row of the item
};

}  // namespace mpietl::dispatch
