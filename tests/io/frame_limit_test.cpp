#include "io/files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("frames that a file cannot hold are not made up", "[io]") {
  const test::TemporaryFolder folder;
  constexpr int wave64_gsm = 0x0B0020;  // libsndfile's code
  test::write_sound(folder / "a.w64", {1, 8000, wave64_gsm}, test::ramp(1000));
  auto bytes = test::read_all(folder / "a.w64");
  // A size below zero, of which libsndfile makes a great number of blocks.
  bytes.replace(bytes.find("data") + 16 + 6, 2, "\xa4\xf5");
  test::write_all(folder / "bad.w64", bytes);
  CHECK(test::reason_of(folder / "a.w64") == "read");
  CHECK(test::reason_of(folder / "bad.w64").find("the header promises") == 0);
}
