#include "mpietl/report/quality.hpp"

#include "support/catch.hpp"

using mpietl::Record;
using mpietl::Status;

namespace report = mpietl::report;

TEST_CASE("quality counts samples and files of what is done") {
  std::vector<Record> files(4);
  for (auto& file : files) {
    file.status = Status::done;
    file.frames = 50;
    file.channels = 2;
    file.clipped = 3;
    file.silent = 50;
  }
  files[1].silent = 51;
  files[1].not_finite = 7;
  files[2].clipped = -1;
  files[2].saturated = 0;
  files[3].status = Status::failed;
  const auto quality = report::quality_of(report::all_files(files));
  CHECK(quality.samples == 300.0);
  CHECK(quality.clipped.samples == 6.0);
  CHECK(quality.clipped.files == 2);
  CHECK(quality.saturated.files == 0);
  CHECK(quality.not_finite.samples == 7.0);
  CHECK(quality.silent.files == 3);
  CHECK(quality.mostly_silent_files == 1);
}
