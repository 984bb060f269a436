// Writes a report of many files, to test its page: write_many REPORT.h5 FILES RANKS
#include <cstdio>
#include <exception>
#include <string>

#include "report/sample_reports.hpp"

int main(int argc, char* argv[]) {
  if (argc != 4) {
    std::fputs("usage: write_many REPORT.h5 FILES RANKS\n", stderr);
    return 2;
  }
  try {
    mpietl::report::test::write(
        argv[1], mpietl::report::test::plausible_report(std::stoul(argv[2]), std::stoul(argv[3])));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
