#include "mpietl/io/atomic_file.hpp"

#include "io/files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("a file appears whole, in a folder that is made for it", "[io]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "new/deep/a.bin";
  io::AtomicFile file(test::destination(path, folder.path()));
  file.file().write("abc", 3);
  CHECK_FALSE(std::filesystem::exists(path));
  file.commit();
  CHECK(test::read_all(path) == "abc");
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "new/deep"), {}) == 1);
}

TEST_CASE("a file that is given up leaves nothing, and the old one stays", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.bin", "old");
  {
    io::AtomicFile file(test::destination(folder / "a.bin"));
    file.file().write("new", 3);
  }
  CHECK(test::read_all(folder / "a.bin") == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a link under the final name is replaced, not followed", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "precious", "precious");
  std::filesystem::create_symlink(folder / "precious", folder / "a.bin");
  io::AtomicFile file(test::destination(folder / "a.bin"));
  file.commit();
  CHECK(test::read_all(folder / "precious") == "precious");
  CHECK_FALSE(std::filesystem::is_symlink(folder / "a.bin"));
}

TEST_CASE("a folder under the final name is an error that names it", "[io]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "a.bin/full");
  {
    io::AtomicFile file(test::destination(folder / "a.bin"));
    CHECK_THROWS_AS(file.commit(), Error);
  }
  CHECK(folder.entries() == 1);
}

TEST_CASE("a file where a folder should be is an error", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "file", "");
  CHECK_THROWS_AS(io::AtomicFile(test::destination(folder / "file/a.bin", folder.path())), Error);
}

TEST_CASE("what stands under the temporary name makes room, and a link there is not followed",
          "[io]") {
  const test::TemporaryFolder folder;
  const auto destination = test::destination(folder / "a.bin");
  test::write_all(folder / "precious", "precious");
  SECTION("a file that could not be removed") { test::write_all(destination.temporary, "left"); }
  SECTION("a link") { std::filesystem::create_symlink(folder / "precious", destination.temporary); }
  io::AtomicFile file(destination);
  file.file().write("abc", 3);
  file.commit();
  CHECK(test::read_all(folder / "a.bin") == "abc");
  CHECK(test::read_all(folder / "precious") == "precious");
  CHECK(folder.entries() == 2);
}

TEST_CASE("a folder under the temporary name is an error, and stays", "[io]") {
  const test::TemporaryFolder folder;
  const auto destination = test::destination(folder / "a.bin");
  std::filesystem::create_directory(destination.temporary);
  CHECK_THROWS_AS(io::AtomicFile(destination), Error);
  CHECK(std::filesystem::is_directory(destination.temporary));
}
