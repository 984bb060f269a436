#pragma once

namespace mpietl::test {

/// Runs the test cases that the command line names, all by default; how many failed.
int run_catch(int argc, char* argv[]);

}  // namespace mpietl::test
