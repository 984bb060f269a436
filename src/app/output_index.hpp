#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/job/item_list.hpp"

namespace mpietl::app {

/// Finds items by their outputs, which differ within a job.
class OutputIndex {
 public:
  /// Uses `items` as long as it lives.
  explicit OutputIndex(const job::ItemList& items);

  /// The item whose output is to be at `path`; none when there is no such item.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& path) const;

 private:
  struct Hashed {
    std::uint64_t hash = 0;
    std::uint64_t index = 0;
  };

  const job::ItemList& items_;
  std::vector<Hashed> outputs_;  // by hash
};

}  // namespace mpietl::app
