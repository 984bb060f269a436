#pragma once

#include <string>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::app {

/// The version of this program and the build id of its executable: another one for each build.
std::string program_identity();

/// The ranks' first exchange. Collective; throws Error(usage), the same on all ranks, that names
/// executables and hosts when not all ranks run the same program.
void refuse_different_programs(const comm::Communicator& world);

/// Collective; throws Error(usage), the same on all ranks, when not all ranks were given the same
/// `words` of a command line: those of one rank would count, and the others do nothing.
void refuse_different_words(const comm::Communicator& world, const std::string& words);

}  // namespace mpietl::app
