#include "mpietl/core/adopted_file.hpp"

#include <filesystem>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

Destination in(const test::TemporaryFolder& folder, const std::string& name) {
  const auto path = folder / name;
  return {path, TemporaryNames().path_with_extension(path, 1), folder.path()};
}

}  // namespace

TEST_CASE("a file of another program appears complete, in a new folder", "[core]") {
  const test::TemporaryFolder folder;
  AdoptedFile file(in(folder, "new/deep/a.bin"));
  CHECK_FALSE(std::filesystem::exists(file.temporary()));
  test::write_all(file.temporary(), "abc");
  CHECK(file.open().size() == 3);
  file.commit(GENERATE(Durability::cached, Durability::stored));
  CHECK(test::read_all(folder / "new/deep/a.bin") == "abc");
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "new/deep"), {}) == 1);
}

TEST_CASE("an adopted file without commit is removed, even a folder", "[core]") {
  const test::TemporaryFolder folder;
  {
    const AdoptedFile file(in(folder, "a.bin"));
    test::write_all(file.temporary(), "abc");
  }
  {
    const AdoptedFile made(in(folder, "b.bin"));
    std::filesystem::create_directories(made.temporary() + "/deep");
    CHECK(test::failure_of([&] { (void)made.open(); }).reason() == Reason::format);
  }
  CHECK(folder.entries() == 0);
}

TEST_CASE("a program that writes nothing, or a link, is an error", "[core]") {
  const test::TemporaryFolder folder;
  const AdoptedFile file(in(folder, "a.bin"));
  CHECK(test::failure_of([&] { (void)file.open(); }).reason() == Reason::not_found);
  test::write_all(folder / "precious", "precious");
  std::filesystem::create_symlink(folder / "precious", file.temporary());
  CHECK(test::failure_of([&] { (void)file.open(); }).reason() == Reason::format);
}

TEST_CASE("a program's file does not replace a folder", "[core]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "a.bin");
  CHECK(test::failure_of([&] { AdoptedFile{in(folder, "a.bin")}; }).reason() == Reason::storage);
}
