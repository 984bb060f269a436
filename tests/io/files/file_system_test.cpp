#include "mpietl/io/files/file_system.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/io/files/paths.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

TEST_CASE("different paths of a file resolve to one", "[io]") {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "real");
  fs::create_directory_symlink(folder / "real", folder / "link");
  CHECK(io::resolved(folder / "link/a.wav") == io::resolved(folder / "real/../real/a.wav"));
  CHECK(io::resolved("a.wav") == io::resolved("./a.wav"));
}

TEST_CASE("free space is known for a folder that does not exist yet", "[io]") {
  const test::TemporaryFolder folder;
  CHECK(io::free_bytes(folder / "not/yet/there") > 0);
  CHECK(io::file_system_of(folder / "not/yet") == io::file_system_of(folder.path()));
}
