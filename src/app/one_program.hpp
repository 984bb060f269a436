#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::app {

/// The program and command line of a rank.
struct Start {
  std::string program;     ///< version, and hash of the executable
  std::string executable;  ///< path, for display
  std::string host;
  std::string words_hash;  ///< of all arguments
  std::string words;       ///< the arguments, shortened for display
};

/// Those of this process. Reads the whole executable, usually from the page cache: 4 ms for 7 MB.
Start own_start(const std::string& words);

/// What differs between `starts`, by rank; empty when all are the same.
std::optional<std::string> difference_of(const std::vector<Start>& starts);

/// The first exchange of the ranks. Collective. Throws Error(usage), the same on all ranks, when
/// they run different programs or have different command lines, since only that of rank 0 counts.
void refuse_different_starts(const comm::Communicator& world, const std::string& words);

}  // namespace mpietl::app
