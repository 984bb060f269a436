#include <limits>

#include "mpietl/report/report.hpp"
#include "support/catch.hpp"

using mpietl::Record;
using mpietl::Status;
using mpietl::report::count_totals;
using mpietl::report::rows_of;
using mpietl::report::Summary;

TEST_CASE("totals count every status, and the bytes of what is done") {
  std::vector<Record> files(6);
  files[0].status = files[1].status = files[2].status = Status::done;
  files[3].status = Status::failed;
  files[0].bytes_in = 100;
  files[1].bytes_in = 20;
  files[0].bytes_out = 7;
  files[3].bytes_in = 1000;
  Summary summary;
  count_totals(rows_of(files), summary);
  CHECK(summary.items == 6);
  CHECK(summary.done == 3);
  CHECK(summary.failed == 1);
  CHECK(summary.skipped == 2);
  CHECK(summary.bytes_in == 120);
  CHECK(summary.bytes_out == 7);
}

TEST_CASE("totals do not add to what the summary held") {
  Summary summary;
  summary.items = summary.done = summary.bytes_in = 9;
  count_totals({}, summary);
  CHECK(summary.items == 0);
  CHECK(summary.done == 0);
  CHECK(summary.bytes_in == 0);
}

TEST_CASE("totals stop at the largest number") {
  std::vector<Record> files(2);
  for (auto& file : files) {
    file.status = Status::done;
    file.bytes_in = std::numeric_limits<std::int64_t>::max();
  }
  Summary summary;
  count_totals(rows_of(files), summary);
  CHECK(summary.bytes_in == std::numeric_limits<std::int64_t>::max());
}
