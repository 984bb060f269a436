#include "io/files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("a MAT5 file can be read, and has no date", "[io]") {
  constexpr int mat5_16_bit = 0x0D0002;  // libsndfile's code
  const test::TemporaryFolder folder;
  test::write_sound(folder / "a.mat", {1, 8000, mat5_16_bit}, test::ramp(1000));
  io::SoundReader reader(folder / "a.mat");
  CHECK(test::read_sound(reader).size() == 1000);
  CHECK(test::read_all(folder / "a.mat").find("UTC") == std::string::npos);
}
