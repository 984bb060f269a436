#include "io/final_header.hpp"

#include <sndfile.h>

#include <cstring>
#include <span>
#include <string>

#include "support/catch.hpp"

using namespace mpietl;

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

TEST_CASE("the header of an RF64 file of more than 4 GiB counts in 64 bits", "[io]") {
  const std::int64_t frames = std::int64_t{3} << 30U;
  const auto header = io::final_header({2, 48000, SF_FORMAT_RF64 | SF_FORMAT_FLOAT}, frames);
  REQUIRE(header.size() > 48);
  const auto number = [&](std::size_t at) {
    std::int64_t value = 0;
    std::memcpy(&value, header.data() + at, sizeof value);
    return value;
  };
  CHECK(std::memcmp(header.data(), "RF64\xFF\xFF\xFF\xFFWAVEds64", 16) == 0);
  CHECK(number(20) == frames * 8 + static_cast<std::int64_t>(header.size()) - 8);
  CHECK(number(28) == frames * 8);
  CHECK(number(36) == frames);
}
