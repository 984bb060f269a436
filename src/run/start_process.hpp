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

/// Starts the program in the file `program` with its words, of which the first is its name. It
/// leads a process group of its own and meets signals as usual. Throws Error(command), which may
/// pass when the system has no room for a process.
pid_t start_process(const std::string& program, const std::vector<std::string>& words,
                    const std::vector<std::string>& environment, const Streams& streams);

/// The environment of this process, as "NAME=value", without what a launcher told its ranks:
/// commands are none, and those that use MPI would wait for the others.
std::vector<std::string> environment_of_commands();

}  // namespace mpietl::run
