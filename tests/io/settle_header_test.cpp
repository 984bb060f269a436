#include "io/settle_header.hpp"

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

TEST_CASE("a header loses its fillers' odd name and the time of day", "[io]") {
  const auto renamed = [](std::string bytes) {
    io::settle_header(std::as_writable_bytes(std::span(bytes)));
    return bytes;
  };
  const std::string size_2("\x02\0\0\0", 4);
  const std::string head = "RIFFxxxxWAVE";
  CHECK(renamed(head + "PAD " + size_2 + "ab") == head + "JUNK" + size_2 + "ab");
  CHECK(renamed(head + "data" + size_2 + "PAD " + size_2) ==
        head + "data" + size_2 + "PAD " + size_2);
  const std::string size_16("\x10\0\0\0", 4);
  CHECK(renamed(head + "PEAK" + size_16 + "verstimevaluposi") ==
        head + "PEAK" + size_16 + "vers" + std::string(4, '\0') + "valuposi");
  CHECK(renamed("FORMxxxxAIFFPAD ") == "FORMxxxxAIFFPAD ");
  CHECK(renamed("RIFF") == "RIFF");
  CHECK(renamed("").empty());
}
