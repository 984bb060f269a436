#include <algorithm>
#include <random>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "report/hdf5/attributes.hpp"
#include "report/hdf5/seal.hpp"
#include "report/hdf5/table.hpp"
#include "report/same_reports.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using mpietl::Error;
using mpietl::Reason;
using mpietl::test::contains;
using mpietl::test::read_all;
using mpietl::test::TemporaryFolder;
using mpietl::test::write_all;

namespace report = mpietl::report;

namespace {

const int ways_to_damage = mpietl::test::is_full_run() ? 1000 : 60;

/// Checks that reading `path` fails as for a file that is not a valid report, and that the message
/// names the file and `told`.
void check_refused(const std::string& path, const std::string& told = "") {
  try {
    report::read_any(path);
    FAIL("no error for " << path);
  } catch (const Error& error) {
    INFO(error.what());
    CHECK(error.reason() == Reason::format);
    CHECK(contains(error.what(), path));
    CHECK(contains(error.what(), told));
  }
}

std::string damaged(std::string bytes, std::mt19937_64& random) {
  const std::size_t kind = random() % 4;
  if (kind == 0) {
    bytes.resize(random() % bytes.size());
    return bytes;
  }
  const std::size_t count = kind == 1 ? 1 : random() % 64 + 1;
  const std::size_t begin = random() % (bytes.size() - count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = kind == 2 ? random() % bytes.size() : begin + i;
    bytes[place] = static_cast<char>(bytes[place] ^ static_cast<char>(1U << random() % 8));
  }
  return bytes;
}

/// Damages the file in many ways: each gives an error, or the right values.
template <class CheckRight>
void check_damage(const std::string& path, std::uint64_t seed, const CheckRight& check_right) {
  const std::string bytes = read_all(path);
  std::mt19937_64 random(seed);
  for (int i = 0; i < ways_to_damage; ++i) {
    write_all(path, damaged(bytes, random));
    try {
      check_right(report::read_any(path));
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::format);
    }
  }
}

/// A report that another program has changed, so that it has no checksum.
template <class Change>
std::string changed_report(const TemporaryFolder& folder, const Change& change) {
  const report::QuietHdf5 quiet;
  auto path = folder / "changed.h5";
  report::test::write(path, report::test::plausible_report(20, 2));
  const report::FileHandle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "opening");
  change(file.id());
  return path;
}

struct Other {
  std::int64_t index = 1;
  double path = 0.5;
};

}  // namespace

TEST_CASE("damaged bytes are never read as a report") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  const auto check_damage_of = [&](std::size_t files, std::uint64_t seed) {
    report::test::write(path, report::test::plausible_report(files, 4));
    const auto undamaged = report::read(path);
    check_damage(path, seed, [&](const auto& read) {
      report::test::check_same(std::get<report::Report>(read), undamaged);
    });
  };
  SECTION("one chunk") { check_damage_of(60, 1); }
  SECTION("many chunks") { check_damage_of(mpietl::test::is_full_run() ? 20'000 : 4'000, 5); }
}

TEST_CASE("damaged bytes are never read as several runs") {
  const TemporaryFolder folder;
  const auto path = folder / "bench.h5";
  report::write_runs(path, report::test::plausible_runs(20, 2));
  check_damage(path, 2,
               [](const auto& read) { CHECK(std::get<report::Runs>(read).runs.size() == 6); });
}

TEST_CASE("every changed bit is found") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, {});
  const std::string bytes = read_all(path);
  const std::size_t step = mpietl::test::is_full_run() ? 23 : 331;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    auto changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    write_all(path, changed);
    CHECK_THROWS_AS(report::read(path), Error);
  }
}

TEST_CASE("a file has a seal, or ends with its HDF5 data") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(3, 1));
  const std::string bytes = read_all(path);
  const std::string data = bytes.substr(0, bytes.size() - std::tuple_size_v<report::Seal>);
  CHECK(report::end_of_data(std::as_bytes(std::span(bytes))) == data.size());
  CHECK(report::is_intact(path));
  write_all(path, data);
  CHECK(report::is_intact(path));
  CHECK(report::read(path).files.size() == 3);
  write_all(path, data + "more");
  CHECK_FALSE(report::is_intact(path));
  write_all(path, bytes + bytes.substr(data.size()));
  CHECK_FALSE(report::is_intact(path));
}

TEST_CASE("a file that is not a report is refused") {
  const TemporaryFolder folder;
  const auto path = folder / "other.h5";
  SECTION("missing") {
    try {
      report::read(path);
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::not_found);
    }
  }
  SECTION("empty") {
    write_all(path, "");
    check_refused(path);
  }
  SECTION("text") {
    write_all(path, "no report\n");
    check_refused(path);
  }
  SECTION("a folder") { check_refused(folder.path()); }
  SECTION("lost tail") {
    report::test::write(path, report::test::plausible_report(500, 2));
    auto bytes = read_all(path);
    std::fill(bytes.begin() + 2000, bytes.end(), '\0');
    write_all(path, bytes);
    check_refused(path);
  }
}

TEST_CASE("a fault in one of several runs is reported with its name") {
  const TemporaryFolder folder;
  const auto path = folder / "bench.h5";
  report::write_runs(path, report::test::plausible_runs(20, 1));
  {
    const report::QuietHdf5 quiet;
    const report::FileHandle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "opening");
    SECTION("a table") { H5Ldelete(file.id(), "runs/r4_t2_dynamic_1/ranks", H5P_DEFAULT); }
    SECTION("an attribute") {
      H5Adelete_by_name(file.id(), "runs/r4_t2_dynamic_1", "repetition", H5P_DEFAULT);
    }
    SECTION("a link that leads nowhere") {
      H5Ldelete(file.id(), "runs/r4_t2_dynamic_1", H5P_DEFAULT);
      H5Lcreate_soft("/nowhere", file.id(), "runs/r4_t2_dynamic_1", H5P_DEFAULT, H5P_DEFAULT);
    }
  }
  check_refused(path, "r4_t2_dynamic_1");
}

TEST_CASE("HDF5 with another schema is refused") {
  const TemporaryFolder folder;
  const auto check_changed = [&](const auto& change, const std::string& told) {
    check_refused(changed_report(folder, change), told);
  };
  SECTION("no version") {
    check_changed([](hid_t file) { H5Adelete(file, "schema_version"); }, "schema_version");
  }
  SECTION("another version") {
    check_changed(
        [](hid_t file) {
          H5Adelete(file, "schema_version");
          report::write_attribute(file, "schema_version", std::int64_t{99});
        },
        "99");
  }
  SECTION("an attribute of another type") {
    check_changed(
        [](hid_t file) {
          H5Adelete(file, "seed");
          report::write_attribute(file, "seed", std::string("one"));
        },
        "seed");
  }
  SECTION("no table") {
    check_changed([](hid_t file) { H5Ldelete(file, "files", H5P_DEFAULT); }, "files");
  }
  SECTION("more rows than the file can hold") {
    check_changed(
        [](hid_t file) {
          const report::DatasetHandle files(H5Dopen2(file, "/files", H5P_DEFAULT), "opening");
          const hsize_t rows = hsize_t{1} << 60U;
          H5Dset_extent(files.id(), &rows);
        },
        "files");
  }
}

TEST_CASE("tables with other columns are refused") {
  const TemporaryFolder folder;
  const std::vector<Other> rows(3);
  const auto check_columns = [&](const auto& columns) {
    check_refused(changed_report(folder,
                                 [&](hid_t file) {
                                   H5Ldelete(file, "files", H5P_DEFAULT);
                                   report::write_table(file, "files", report::rows_of(rows),
                                                       columns);
                                 }),
                  "path");
  };
  using mpietl::Column;
  SECTION("missing") { check_columns(std::tuple{Column{"index", &Other::index, "", ""}}); }
  SECTION("of another type") {
    check_columns(
        std::tuple{Column{"index", &Other::index, "", ""}, Column{"path", &Other::path, "", ""}});
  }
}

TEST_CASE("additions of another program are ignored") {
  const TemporaryFolder folder;
  const auto path = changed_report(folder, [](hid_t file) {
    report::write_attribute(file, "TITLE", std::string("my run"));
    report::write_attribute(file, "SLURM_EXTRA", std::string("1"));
    report::write_attribute(file, "SLURM_NUMBER", std::int64_t{1});
  });
  const auto summary = report::read(path).summary;
  CHECK(summary.items == 20);
  CHECK(summary.environment.at("SLURM_EXTRA") == "1");
  CHECK(!summary.environment.contains("TITLE"));
}

TEST_CASE("absent columns are missing values in all rows") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  auto original = report::test::plausible_report(4'000, 2);
  report::test::write(path, original);
  for (auto& file : original.files) {
    file.digest.clear();
    file.peak_in = mpietl::not_measured;
  }
  const auto read = report::read_any(path, {"digest", "peak_in"});
  report::test::check_same(std::get<report::Report>(read), original);
}
