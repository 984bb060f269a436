// Writes a report for read_report.py to the path that is its argument.
#include <cstdio>
#include <exception>

#include "mpietl/report/file.hpp"
#include "sample_reports.hpp"

int main(int argc, char* argv[]) {
  if (argc != 2) {
    std::fputs("usage: write_sample REPORT.h5\n", stderr);
    return 2;
  }
  try {
    auto report = mpietl::report::test::plausible_report(1000, 3);
    report.summary.job = std::string(100'000, '#') + "\n";
    report.files[3].path = "grüße/日本.wav";
    mpietl::report::test::write(argv[1], report);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
