#include <random>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/io/archives/ark.hpp"
#include "mpietl/io/archives/tar.hpp"
#include "support/catch.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using namespace std::string_literals;

namespace {

/// Damages bytes: flips bits, overwrites a range, or removes the end.
void damage(std::string& bytes, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (auto left = 1 + below(3); left > 0 && !bytes.empty(); --left) {
    const auto at = below(bytes.size());
    switch (below(4)) {
      case 0:
        bytes.resize(at);
        break;
      case 1:
        for (auto i = at; i < std::min(bytes.size(), at + below(40)); ++i) {
          bytes[i] =
              "\0\x7F\xFF"
              "8 0\n"[below(7)];
        }
        break;
      default:
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << below(8)));
    }
  }
}

/// A tar with headers of all kinds; some get valid checksums so that damage is not refused at once.
std::string tar(std::mt19937& random) {
  std::string bytes;
  for (const char type : "0x0L0S01Kg0") {
    std::string block(512, '\0');
    const auto size = type == '0' ? 600 : 30;
    const auto name = "d/" + std::to_string(random() % 5) + ".wav";
    block.replace(0, name.size(), name);
    block.replace(124, 11, "0000000" + (size == 600 ? "1130"s : "0036"s));
    block[156] = type;
    block.replace(257, 8, type == 'S' ? "ustar  \0"s : "ustar\00000"s);
    if (random() % 3 == 0) damage(block, random);
    block.resize(512);
    block.replace(148, 8, 8, ' ');
    std::size_t sum = 0;
    for (const char byte : block) sum += static_cast<unsigned char>(byte);
    char digits[8];
    std::snprintf(digits, sizeof digits, "%06zo", sum);
    block.replace(148, 7, digits, 7);
    auto body = type == 'x' ? "30 path=some/long/name/x.wav \n"s
                            : std::string(static_cast<std::size_t>(size), 'b');
    if (random() % 3 == 0) damage(body, random);
    body.resize((static_cast<std::size_t>(size) + 511) / 512 * 512);
    bytes += block + body;
  }
  return bytes + std::string(1024, '\0');
}

const int mutants = test::is_full_run() ? 20'000 : 2'000;

}  // namespace

TEST_CASE("damaged tars never yield members beyond their end", "[io]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(5);
  int members = 0;
  int faults = 0;
  for (int i = 0; i < mutants; ++i) {
    auto bytes = tar(random);
    if (i % 2 == 0) damage(bytes, random);
    test::write_all(folder / "a.tar", bytes);
    const auto content = io::list_tar(folder / "a.tar", {});
    for (const auto& [name, place] : content.members) {
      REQUIRE(!name.empty());
      REQUIRE(place.begin >= 0);
      REQUIRE(place.size >= 0);
      REQUIRE(place.begin + place.size <= static_cast<std::int64_t>(bytes.size()));
    }
    members += static_cast<int>(content.members.size());
    faults += static_cast<int>(!content.fault.empty());
  }
  CHECK(members > mutants);
  CHECK(faults > mutants / 10);
}

TEST_CASE("damaged arks never yield audio beyond their end", "[io]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(6);
  int found = 0;
  for (int i = 0; i < mutants; ++i) {
    auto bytes = "a RIFF\x14\0\0\0wave12345678901234567890AUDIO\x08\x05\0\0\0\0\0\0\0audio"s;
    damage(bytes, random);
    test::write_all(folder / "a.ark", bytes);
    auto file = File::open(folder / "a.ark");
    try {
      const auto place = io::audio_in_ark(file, i % 2 == 0 ? 2 : 34);
      ++found;
      REQUIRE(place.begin >= 0);
      REQUIRE(place.size >= 0);
      REQUIRE(place.begin + place.size <= static_cast<std::int64_t>(bytes.size()));
    } catch (const Error& error) {
      REQUIRE(error.reason() == Reason::format);
    }
  }
  CHECK(found > mutants / 10);
}
