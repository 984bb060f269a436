#include <random>

#include "mpietl/core/error.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/report/runs.hpp"
#include "report/attributes.hpp"
#include "report/seal.hpp"
#include "report/table_writer.hpp"
#include "same_reports.hpp"
#include "sample_reports.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using mpietl::Error;
using mpietl::Reason;
using mpietl::test::read_all;
using mpietl::test::TemporaryFolder;
using mpietl::test::write_all;

namespace report = mpietl::report;

namespace {

/// The error of reading `path`; fails the test where there is none.
Error error_of(const std::string& path) {
  try {
    report::read(path);
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error for " << path);
  return {Reason::internal, ""};
}

void check_refused(const std::string& path, const std::string& word) {
  const auto error = error_of(path);
  const std::string text = error.what();
  INFO(text);
  CHECK(error.reason() == Reason::format);
  CHECK(text.find(word) != std::string::npos);
  CHECK(text.find(path) != std::string::npos);
  CHECK(text.find("mpietl run --report") != std::string::npos);
}

/// A report that was changed by another program, and so has no checksum any more.
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

}  // namespace

/// Damages `original` in so many ways: each is an error, or what is read is right.
void check_damage(const report::Report& original, int ways, std::uint64_t seed) {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, original);
  const std::string bytes = read_all(path);
  const auto undamaged = report::read(path);
  std::mt19937_64 random(seed);
  for (int i = 0; i < ways; ++i) {
    write_all(path, damaged(bytes, random));
    try {
      report::test::check_same(report::read(path), undamaged);
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::format);
    }
  }
}

TEST_CASE("damaged bytes never crash the reader, and never pass for a report") {
  check_damage(report::test::plausible_report(60, 4), 1000, 1);
}

TEST_CASE("damaged bytes of a report of many chunks do neither") {
  check_damage(report::test::plausible_report(20'000, 16), 1000, 5);
}

TEST_CASE("damaged bytes of several runs never crash the reader") {
  const TemporaryFolder folder;
  const auto path = folder / "bench.h5";
  report::write_runs(path, report::test::plausible_runs(20, 2));
  const std::string bytes = read_all(path);
  std::mt19937_64 random(2);
  for (int i = 0; i < 100; ++i) {
    write_all(path, damaged(bytes, random));
    try {
      report::read_any(path);
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::format);
    }
  }
}

TEST_CASE("the fault of one of several runs is told with its name") {
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
  try {
    report::read_any(path);
    FAIL("no error");
  } catch (const Error& error) {
    INFO(error.what());
    CHECK(error.reason() == Reason::format);
    CHECK(std::string(error.what()).find("run r4_t2_dynamic_1: ") != std::string::npos);
    CHECK(std::string(error.what()).find(path) != std::string::npos);
  }
}

/// `bytes` of a file that somebody changed, and whose seal is right all the same.
std::string sealed(const std::string& bytes) {
  const std::string data = bytes.substr(0, bytes.size() - std::tuple_size_v<report::Seal>);
  const auto seal = report::seal_of(std::as_bytes(std::span(data)));
  return data + std::string(reinterpret_cast<const char*>(seal.data()), seal.size());
}

TEST_CASE("a report that was tampered with, and sealed again, is an error or a report") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::resumed_report(60, 20, 4));
  const std::string bytes = read_all(path);
  REQUIRE(sealed(bytes) == bytes);
  std::mt19937_64 random(3);
  int read = 0;
  for (int i = 0; i < 1000; ++i) {
    auto changed = bytes;
    for (std::size_t flips = 1 + random() % 8; flips > 0; --flips) {
      char& byte = changed[random() % (bytes.size() - std::tuple_size_v<report::Seal>)];
      byte = static_cast<char>(byte ^ static_cast<char>(1U << random() % 8));
    }
    write_all(path, sealed(changed));
    try {
      report::read_any(path);
      ++read;
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::format);
    }
  }
  CHECK(read > 0);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a report leads to no other file") {
  const TemporaryFolder folder;
  const auto other = folder / "other.h5";
  report::test::write(other, report::test::plausible_report(5, 1));
  const auto replace_files = [&](const auto& make) {
    return changed_report(folder, [&](hid_t file) {
      H5Ldelete(file, "files", H5P_DEFAULT);
      make(file);
    });
  };
  SECTION("by a link") {
    check_refused(replace_files([&](hid_t file) {
                    H5Lcreate_external(other.c_str(), "/files", file, "files", H5P_DEFAULT,
                                       H5P_DEFAULT);
                  }),
                  "files is a link");
  }
  SECTION("by rows that are elsewhere") {
    check_refused(
        replace_files([&](hid_t file) {
          const report::PropertyHandle properties(H5Pcreate(H5P_DATASET_CREATE), "making");
          H5Pset_external(properties.id(), other.c_str(), 0, H5F_UNLIMITED);
          const hsize_t rows = 1;
          const report::SpaceHandle space(H5Screate_simple(1, &rows, nullptr), "making");
          const report::TypeHandle type(H5Tcreate(H5T_COMPOUND, 8), "making");
          H5Tinsert(type.id(), "index", 0, H5T_NATIVE_INT64);
          const report::DatasetHandle dataset(H5Dcreate2(file, "files", type.id(), space.id(),
                                                         H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                                              "making");
        }),
        "in another file");
  }
}

TEST_CASE("every changed bit is found") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, {});
  const std::string bytes = read_all(path);
  for (std::size_t i = 0; i < bytes.size(); i += 23) {
    auto changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    write_all(path, changed);
    CHECK_THROWS_AS(report::read(path), Error);
  }
}

TEST_CASE("what is no report is refused") {
  const TemporaryFolder folder;
  const auto path = folder / "other.h5";
  SECTION("missing") { CHECK(error_of(path).reason() == Reason::not_found); }
  SECTION("empty") {
    write_all(path, "");
    check_refused(path, "HDF5");
  }
  SECTION("text") {
    write_all(path, "no report\n");
    check_refused(path, "HDF5");
  }
  SECTION("a folder") { check_refused(folder.path(), "not a regular file"); }
  SECTION("lost tail") {
    report::test::write(path, report::test::plausible_report(500, 2));
    auto bytes = read_all(path);
    std::fill(bytes.begin() + 2000, bytes.end(), '\0');
    write_all(path, bytes);
    check_refused(path, "damaged");
  }
}

TEST_CASE("HDF5 that is not of this schema is refused") {
  const TemporaryFolder folder;
  SECTION("no version") {
    check_refused(changed_report(folder, [](hid_t file) { H5Adelete(file, "schema_version"); }),
                  "schema_version is missing");
  }
  SECTION("another version") {
    check_refused(changed_report(folder,
                                 [](hid_t file) {
                                   H5Adelete(file, "schema_version");
                                   report::write_attribute(file, "schema_version",
                                                           std::int64_t{99});
                                 }),
                  "99");
  }
  SECTION("an attribute of another type") {
    check_refused(changed_report(folder,
                                 [](hid_t file) {
                                   H5Adelete(file, "seed");
                                   report::write_attribute(file, "seed", std::string("one"));
                                 }),
                  "seed");
  }
  SECTION("no table") {
    check_refused(changed_report(folder, [](hid_t file) { H5Ldelete(file, "files", H5P_DEFAULT); }),
                  "table files is missing");
  }
}

TEST_CASE("tables of other columns are refused") {
  const TemporaryFolder folder;
  const std::vector<Other> rows(3);
  const auto replace_files = [&](const auto& columns) {
    return changed_report(folder, [&](hid_t file) {
      H5Ldelete(file, "files", H5P_DEFAULT);
      report::write_table(file, "files", report::rows_of(rows), columns);
    });
  };
  using mpietl::Column;
  SECTION("missing") {
    check_refused(replace_files(std::tuple{Column{"index", &Other::index, "", ""}}),
                  "column path of table files is missing");
  }
  SECTION("of another type") {
    check_refused(replace_files(std::tuple{Column{"index", &Other::index, "", ""},
                                           Column{"path", &Other::path, "", ""}}),
                  "column path of table files is not text");
  }
}

TEST_CASE("more rows than the file can hold are refused") {
  const TemporaryFolder folder;
  const auto path = changed_report(folder, [](hid_t file) {
    const report::DatasetHandle files(H5Dopen2(file, "/files", H5P_DEFAULT), "opening");
    const hsize_t rows = hsize_t{1} << 60U;
    H5Dset_extent(files.id(), &rows);
  });
  check_refused(path, "more rows");
}

TEST_CASE("what another program added is passed over") {
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
