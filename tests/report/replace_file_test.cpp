#include "report/replace_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "mpietl/core/error.hpp"
#include "mpietl/report/file.hpp"
#include "sample_reports.hpp"
#include "support/catch.hpp"
#include "support/file_size_limit.hpp"
#include "support/temporary_folder.hpp"

using mpietl::Error;
using mpietl::Reason;
using mpietl::test::FileSizeLimit;
using mpietl::test::read_all;
using mpietl::test::TemporaryFolder;
using mpietl::test::write_all;

namespace report = mpietl::report;

namespace {

constexpr std::array bytes{std::byte{'o'}, std::byte{'k'}};

void check_fails(const std::string& path, Reason reason) {
  try {
    report::replace_file(path, {bytes});
    FAIL("no error for " << path);
  } catch (const Error& error) {
    INFO(error.what());
    CHECK(error.reason() == reason);
    CHECK(std::string(error.what()).find(path) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("a file is replaced and nothing else is left") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  write_all(path, "a longer text");
  report::replace_file(path, {bytes, bytes});
  CHECK(read_all(path) == "okok");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a new file has the permissions that the user asks for") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  const mode_t before = ::umask(027);
  report::replace_file(path, {bytes});
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0640U);
}

TEST_CASE("the longest name that a folder can hold is no obstacle") {
  const TemporaryFolder folder;
  const auto path = folder / std::string(255, 'n');
  report::replace_file(path, {bytes});
  CHECK(read_all(path) == "ok");
}

TEST_CASE("a temporary name tells of the file and the run that make it") {
  CHECK(report::temporary_name_of("report.h5", "r1") == ".report.h5.r1.tmp");
  CHECK(report::temporary_name_of("../a/report.h5", "r1") == "../a/.report.h5.r1.tmp");
  const auto longest = report::temporary_name_of("a/" + std::string(255, 'n'), "0123456789abcdef");
  CHECK(longest.size() <= 2 + 255);
}

TEST_CASE("what has the temporary name already stays as it is") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  const auto temporary = report::temporary_name_of(path, "tag");
  const auto other = folder / "other";
  SECTION("a file") { write_all(temporary, "of another"); }
  SECTION("a link") { REQUIRE(::symlink(other.c_str(), temporary.c_str()) == 0); }
  CHECK_THROWS_AS(report::replace_file(path, {bytes}, "tag"), Error);
  CHECK(folder.entries() == 1);
  report::replace_file(path, {bytes}, "another");
  CHECK(read_all(path) == "ok");
  CHECK(folder.entries() == 2);
  REQUIRE(::unlink(temporary.c_str()) == 0);
  report::replace_file(path, {bytes}, "tag");
  CHECK(folder.entries() == 1);
}

TEST_CASE("where no file can be, the error says why") {
  const TemporaryFolder folder;
  check_fails(folder / "no/such/folder.h5", Reason::not_found);
  check_fails(folder.path(), Reason::storage);
  check_fails("/dev/null", Reason::storage);
  CHECK(folder.entries() == 0);
}

TEST_CASE("a folder without permission refuses") {
  if (::geteuid() == 0) return;  // Root may write everywhere.
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0500);
  check_fails(folder / "report.h5", Reason::permission);
  ::chmod(folder.path().c_str(), 0700);
}

TEST_CASE("a full disk leaves the older report and no part of the new one") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(10, 1));
  const auto big = report::test::plausible_report(5000, 2);
  for (const rlim_t size : {0U, 1U, 1000U, 40'000U, 200'000U}) {
    const FileSizeLimit limit(size);
    try {
      report::test::write(path, big);
      FAIL("no error at " << size);
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::no_space);
    }
    CHECK(folder.entries() == 1);
  }
  CHECK(report::read(path).files.size() == 10);
}
