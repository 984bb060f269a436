#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::app {

/// What a rank was started as.
struct Start {
  std::string program;     ///< version, and the hash of the executable's bytes
  std::string executable;  ///< path, for display
  std::string host;
  std::string words_hash;  ///< of the whole command line behind the program
  std::string words;       ///< the same, shortened for display
};

/// This process's start. Reads the whole executable, from the memory of the system: 4 ms for 7 MB.
Start own_start(const std::string& words);

/// What is wrong when `starts`, by rank, are not all of one program and one command line.
std::optional<std::string> difference_of(const std::vector<Start>& starts);

/// The ranks' first exchange. Collective; throws Error(usage), the same on all ranks, when they run
/// different programs, or were given different `words` of a command line: those of rank 0 would
/// count, and the others do nothing.
void refuse_different_starts(const comm::Communicator& world, const std::string& words);

}  // namespace mpietl::app
