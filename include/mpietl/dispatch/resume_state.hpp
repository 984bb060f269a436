#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "mpietl/core/record_table.hpp"

namespace mpietl::dispatch {

/// What rank 0 knows of a job before work begins: nothing, unless earlier runs of it are resumed.
struct ResumeState {
  RecordTable records{};  ///< by row, of items that are not worked on again; empty: none are
  std::optional<std::vector<std::size_t>> units;  ///< that are left to do, in order; none: all
  std::unordered_map<std::size_t, std::int32_t> attempts;  ///< at the item of a row before
};

}  // namespace mpietl::dispatch
