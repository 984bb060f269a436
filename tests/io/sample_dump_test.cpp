#include "io/files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr int sds_16_bit = 0x110002;  // libsndfile's code
constexpr std::size_t header_bytes = 21;
constexpr std::size_t packet_bytes = 127;
constexpr std::size_t packet_frames = 40;

/// A dump of whole packets.
std::string dump_of(std::size_t packets, const test::TemporaryFolder& folder) {
  test::write_sound(folder / "whole", {1, 8000, sds_16_bit}, test::ramp(packets * packet_frames));
  return test::read_all(folder / "whole");
}

}  // namespace

TEST_CASE("a whole sample dump is read without a warning", "[io]") {
  const test::TemporaryFolder folder;
  REQUIRE(dump_of(10, folder).size() == header_bytes + 10 * packet_bytes);
  io::SoundReader reader(folder / "whole");
  CHECK(test::read_sound(reader).size() == 400);
  CHECK(reader.warning().empty());
}

TEST_CASE("frames that a sample dump only promises are not made up", "[io]") {
  const test::TemporaryFolder folder;
  auto bytes = dump_of(10, folder);
  bytes[10] = bytes[11] = bytes[12] = '\x7f';  // the number of frames, 7 bits a byte
  test::write_all(folder / "cut", bytes);
  io::SoundReader reader(folder / "cut");
  CHECK(test::read_sound(reader).size() == 400);
  CHECK(reader.warning().find("the header promises 66") == 0);

  test::write_all(folder / "short", bytes.substr(0, header_bytes + 3 * packet_bytes + 5 + 6));
  io::SoundReader shorter(folder / "short");
  CHECK(test::read_sound(shorter).size() == 3 * packet_frames + 2);
}

TEST_CASE("a sample dump of gigabytes is refused before libsndfile loops over it", "[io]") {
  const test::TemporaryFolder folder;
  const auto bytes = dump_of(10, folder);
  const std::string tag("ID3\x04\0\0\0\0\0\0", 10);
  for (const auto& start : {bytes, tag + bytes}) {
    test::write_all(folder / "huge", start);
    std::filesystem::resize_file(folder / "huge", 2'300'000'000);
    CHECK_THROWS_AS(io::SoundReader(folder / "huge"), Error);
  }
}
