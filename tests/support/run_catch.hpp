#pragma once

namespace mpietl::test {

/// Runs the test cases in the command line, all by default; returns how many failed.
int run_catch(int argc, char* argv[]);

}  // namespace mpietl::test
