// Writes a report, and a file of several runs, for read_report.py to the paths that are its
// arguments.
#include <cstdio>
#include <exception>

#include "mpietl/report/hdf5/file.hpp"
#include "report/sample_reports.hpp"

int main(int argc, char* argv[]) {
  if (argc != 3) {
    std::fputs("usage: write_sample REPORT.h5 RUNS.h5\n", stderr);
    return 2;
  }
  try {
    auto report = mpietl::report::test::resumed_report(1000, 400, 3);
    report.summary.job = std::string(100'000, '#') + "\n";
    report.files[3].path = "grüße/日本.wav";
    mpietl::report::test::write(argv[1], report);
    mpietl::report::write_runs(argv[2], mpietl::report::test::plausible_runs(200, 11));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
