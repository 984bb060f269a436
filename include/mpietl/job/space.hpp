#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// What outputs need on one file system, and what is free there.
struct Room {
  std::string folder;  ///< one of those on the file system
  std::int64_t needed_bytes = 0;
  std::int64_t needed_inodes = 0;  ///< of files, and of folders that are not there yet
  std::uint64_t free_bytes = 0;
  std::uint64_t free_inodes = 0;  ///< the largest number where inodes are made as needed

  [[nodiscard]] bool suffices() const;
};

/// Outputs to be made, and how large each will be.
struct Outputs {
  const ItemList& items;
  std::function<std::int64_t(std::size_t index)> bytes;
};

/// Outputs that are as large as their inputs.
Outputs as_large(const ItemList& items);

/// The room for outputs on each file system. With `replaced`, what they will replace counts as
/// free.
std::vector<Room> room_for(const std::vector<Outputs>& outputs, bool replaced);

/// Throws Error(no_space) when outputs do not fit where they are to be written, counting what they
/// replace.
void check_space(const std::vector<Outputs>& outputs);

}  // namespace mpietl::job
