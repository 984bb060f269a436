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

/// The values of this process. Reads the whole executable, usually from the page cache: 4 ms for 7
/// MB.
Start own_start(const std::string& words);

/// What differs between `starts`, by rank; empty if they are equal.
std::optional<std::string> difference_of(const std::vector<Start>& starts);

/// The first exchange of the ranks. Collective. Throws Error(usage), the same on all ranks, if they
/// run different programs or have different command lines, since only rank 0's is used.
void refuse_different_starts(const comm::Communicator& world, const std::string& words);

}  // namespace mpietl::app
