#include "io/audio/sndfile/header_prediction.hpp"

#include <cstring>
#include <span>
#include <string>

#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("a header loses nonstandard fillers and the time of day", "[io]") {
  const auto renamed = [](std::string bytes) {
    io::normalize_header(std::as_writable_bytes(std::span(bytes)));
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

TEST_CASE("a header counts the chunks that will be appended", "[io]") {
  const auto grown = [](std::string bytes, std::size_t bytes_behind) {
    io::normalize_header(std::as_writable_bytes(std::span(bytes)), bytes_behind);
    return bytes;
  };
  const std::string data = "data\1";
  CHECK(grown(std::string("RIFF\xFF\x01\0\0WAVE", 12) + data, 0x10001) ==
        std::string("RIFF\0\x02\1\0WAVE", 12) + data);
  CHECK(grown(std::string("RIFX\0\0\x01\xFFWAVE", 12) + data, 0x10001) ==
        std::string("RIFX\0\1\x02\0WAVE", 12) + data);
  const std::string head = "RF64\xFF\xFF\xFF\xFFWAVEds64" + std::string("\x1C\0\0\0", 4);
  CHECK(grown(head + std::string("\xFE\xFF\xFF\xFF\0\0\0\0", 8), 3) ==
        head + std::string("\1\0\0\0\1\0\0\0", 8));
  CHECK(grown("FORM\1\1\1\1AIFF", 3) == "FORM\1\1\1\1AIFF");
}

TEST_CASE("the header of an RF64 file of more than 4 GiB counts in 64 bits", "[io]") {
  const std::int64_t frames = std::int64_t{3} << 30U;
  const auto header =
      io::predict_header({io::FileFormat::rf64, io::Subtype::float_32}, {2, 48000, frames});
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
