#include "mpietl/report/file.hpp"

#include <cmath>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record_table.hpp"
#include "same_reports.hpp"
#include "sample_reports.hpp"
#include "support/catch.hpp"
#include "support/file_size_limit.hpp"
#include "support/temporary_folder.hpp"

using mpietl::report::Report;
using mpietl::report::test::check_same;
using mpietl::test::TemporaryFolder;

namespace report = mpietl::report;

namespace {

Report written_and_read(const Report& original) {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, original);
  CHECK(folder.entries() == 1);
  return report::read(path);
}

}  // namespace

TEST_CASE("a report is read as it was written") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const auto original = report::test::random_report(seed, 40 * seed);
    check_same(original, written_and_read(original));
  }
}

TEST_CASE("tables of several slabs and chunks are whole") {
  const auto original = report::test::plausible_report(120'000, 3);
  check_same(original, written_and_read(original));
}

TEST_CASE("rows can be made as they are written") {
  const auto original = report::test::plausible_report(3000, 3);
  mpietl::RecordTable table(original.files.size());
  for (const auto& file : original.files) table.set(file);
  std::size_t asked = 0;
  const report::FileRows rows{table.size(), [&](std::size_t index) {
                                ++asked;
                                auto file = table[index];
                                file.path = original.files[index].path;
                                file.output = original.files[index].output;
                                return file;
                              }};
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::write(path, original, rows);
  CHECK(asked == 2 * table.size());
  check_same(original, report::read(path));
}

TEST_CASE("a report without rows can be written and read") {
  const auto empty = written_and_read({});
  CHECK(empty.files.empty());
  CHECK(empty.ranks.empty());
  CHECK(empty.phases.empty());
  CHECK(empty.summary.status == "complete");
}

TEST_CASE("writing says which HDF5 wrote, and keeps only the variables of the job") {
  Report original;
  original.summary.environment = {{"SLURM_JOB_ID", "1"}, {"HOME", "/home"}, {"seed", "2"}};
  const auto copy = written_and_read(original);
  CHECK(copy.summary.hdf5_version == report::library_version());
  CHECK(copy.summary.environment == std::map<std::string, std::string>{{"SLURM_JOB_ID", "1"}});
}

TEST_CASE("the history ends with the run that wrote, and counts what each run did") {
  auto original = report::test::resumed_report(1000, 400, 2);
  original.summary.status = "partial";
  original.summary.reason = "SIGTERM";
  const auto once = written_and_read(original);
  REQUIRE(once.history.size() == 2);
  CHECK(once.history[0].ended == "died");
  CHECK(once.history[0].hosts == "node000");
  CHECK(once.history[0].done == 396);
  CHECK(std::isnan(once.history[0].wall_seconds));
  CHECK(once.history[1].run == 2);
  CHECK(once.history[1].ended == "SIGTERM");
  CHECK(once.history[1].created == original.summary.created);
  CHECK(once.history[1].done == 594);
  CHECK(once.history[1].wall_seconds == original.summary.wall_seconds);
  const auto twice = written_and_read(once);
  check_same(once, twice);
  CHECK(report::test::same_rows(once.history, twice.history, report::history_columns));
}

TEST_CASE("a report replaces an older one") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(500, 2));
  report::test::write(path, report::test::plausible_report(3, 1));
  CHECK(report::read(path).files.size() == 3);
  CHECK(folder.entries() == 1);
}

TEST_CASE("one very long text does not harm the others") {
  auto original = report::test::plausible_report(100, 1);
  original.files[50].error = std::string(700'000, 'e');
  check_same(original, written_and_read(original));
}

TEST_CASE("a full disk leaves the older report and no part of the new one") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(10, 1));
  const auto big = report::test::plausible_report(5000, 2);
  for (const rlim_t size : {0U, 1U, 1000U, 40'000U, 200'000U}) {
    const mpietl::test::FileSizeLimit limit(size);
    try {
      report::test::write(path, big);
      FAIL("no error at " << size);
    } catch (const mpietl::Error& error) {
      CHECK(error.reason() == mpietl::Reason::no_space);
    }
    CHECK(folder.entries() == 1);
  }
  CHECK(report::read(path).files.size() == 10);
}
