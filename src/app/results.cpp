#include "app/results.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "app/terminal.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/launch.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/view/text/render.hpp"

namespace mpietl::app {

bool flush_results() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  if (errno == EPIPE) return true;
  std::fprintf(stderr, "mpietl: cannot write the results to standard output: %s\n",
               std::strerror(errno));
  return false;
}

view::Layout layout_of_results() {
  // Open MPI gives its ranks a terminal even if their output goes to a file.
  const bool is_terminal = ::isatty(::fileno(stdout)) != 0 && !comm::launcher_rank();
  // Lines for a pipe are not cut.
  constexpr int columns_of_a_pipe = 200;
  return {is_terminal ? terminal_columns(stdout, 80) : columns_of_a_pipe,
          is_terminal && has_colours(stdout)};
}

std::string to_resume(const std::string& command_line) {
  const bool asks = (command_line + " ").find(" --resume ") != std::string::npos;
  if (asks) return command_line;
  const auto inputs_only = command_line.find(" -- ");  // options must come before it
  return inputs_only == std::string::npos
             ? command_line + " --resume"
             : command_line.substr(0, inputs_only) + " --resume" + command_line.substr(inputs_only);
}

ExitStatus status_from_root(const comm::Communicator& world,
                            const std::function<ExitStatus()>& conclude) {
  const Bytes bytes = comm::run_on_root(world, [&] {
    ByteWriter writer;
    writer.put(conclude());
    return writer.take();
  });
  ExitStatus status{};
  ByteReader(bytes).get(status);
  return status;
}

}  // namespace mpietl::app
