#include "mpietl/io/files/file_system.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/io/files/paths.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

TEST_CASE("two ways to name a file are one", "[io]") {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "real");
  fs::create_directory_symlink(folder / "real", folder / "link");
  CHECK(io::resolved(folder / "link/a.wav") == io::resolved(folder / "real/../real/a.wav"));
  CHECK(io::resolved("a.wav") == io::resolved("./a.wav"));
}

TEST_CASE("free space is asked of the folder that will be", "[io]") {
  const test::TemporaryFolder folder;
  CHECK(io::free_bytes(folder / "not/yet/there") > 0);
  CHECK(io::file_system_of(folder / "not/yet") == io::file_system_of(folder.path()));
}
