#pragma once

namespace mpietl::app {

/// The program: reads the command line, runs the command, prints errors from rank 0. Returns the
/// exit status.
int run_program(int argc, char** argv);

}  // namespace mpietl::app
