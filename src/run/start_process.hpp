#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace mpietl::run {

/// Descriptors that become the standard streams of a process.
struct Streams {
  int input = -1;
  int output = -1;
  int error = -1;
};

/// Starts the program in the file `program` with these words, the first of which is its name. The
/// process leads its own process group and has default signal handlers. Throws Error(command),
/// which may pass if the system has no room for a process.
pid_t start_process(const std::string& program, const std::vector<std::string>& words,
                    const std::vector<std::string>& environment, const Streams& streams);

/// The environment of this process, as "NAME=value", without the variables that a launcher sets for
/// ranks. A command is not a rank: one that uses MPI would wait for the other ranks.
std::vector<std::string> environment_of_commands();

}  // namespace mpietl::run
