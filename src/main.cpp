#include "mpietl/app/run_program.hpp"

int main(int argc, char** argv) { return mpietl::app::run_program(argc, argv); }
