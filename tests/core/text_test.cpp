#include "mpietl/core/text.hpp"

#include <array>
#include <random>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("escape keeps printable text and escapes the rest", "[core]") {
  CHECK(escape("sounds/example7.wav") == "sounds/example7.wav");
  CHECK(escape("Bl\xC3\xA4ser \xE2\x99\xAA \xF0\x9F\x8E\xB5") ==
        "Bl\xC3\xA4ser \xE2\x99\xAA \xF0\x9F\x8E\xB5");
  CHECK(escape("a\nb\tc\rd\\e") == "a\\nb\\tc\\rd\\\\e");
  CHECK(escape("\x01\x7F") == "\\x01\\x7f");
  CHECK(escape("\xC2\x85") == "\\xc2\\x85");
}

TEST_CASE("escape shows bytes that are not UTF-8", "[core]") {
  CHECK(escape("\xFF") == "\\xff");
  CHECK(escape("a\xE2\x99") == "a\\xe2\\x99");
  CHECK(escape("\xC0\xAF") == "\\xc0\\xaf");           // overlong
  CHECK(escape("\xED\xA0\x80") == "\\xed\\xa0\\x80");  // surrogate
  CHECK(escape("\xF4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK_FALSE(is_utf8("\xF5"));
  CHECK(is_utf8(""));
}

TEST_CASE("unescape reverses escape for any bytes", "[core]") {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string bytes;
    for (int i = trial % 12; i > 0; --i) bytes += static_cast<char>(byte(random));
    const auto text = escape(bytes);
    REQUIRE(is_utf8(text));
    REQUIRE(unescape(text) == bytes);
  }
}

TEST_CASE("unescape refuses what escape never writes", "[core]") {
  CHECK_THROWS_AS(unescape("\\"), Error);
  CHECK_THROWS_AS(unescape("\\q"), Error);
  CHECK_THROWS_AS(unescape("\\x1"), Error);
  CHECK_THROWS_AS(unescape("\\xZZ"), Error);
}

TEST_CASE("the nearest known word is suggested", "[core]") {
  constexpr std::array<std::string_view, 3> words{"suffix", "seed", "stddev"};
  const auto suggests = [&](std::string_view word, const std::string& near) {
    return did_you_mean(word, words).find("'" + near + "'") != std::string::npos;
  };
  CHECK(suggests("sufix", "suffix"));
  CHECK(suggests("see", "seed"));
  CHECK(suggests("stdev", "stddev"));
  CHECK(did_you_mean("completely-else", words).empty());
  constexpr std::array<std::string_view, 1> short_name{"q"};
  CHECK(did_you_mean("10", short_name).empty());
  CHECK(did_you_mean_or_known("see", words) == did_you_mean("see", words));
  for (const auto word : words) {
    CHECK(did_you_mean_or_known("completely-else", words).find(word) != std::string::npos);
  }
}

TEST_CASE("long texts lose their middle, but no part of a character", "[core]") {
  CHECK(shorten("short", 16) == "short");
  CHECK(shorten("0123456789abcdefghij", 16) == "01234 ... efghij");
  std::string notes;
  for (int i = 0; i < 100; ++i) notes += "\xE2\x99\xAA";
  for (std::size_t bytes = 16; bytes < 60; ++bytes) {
    CHECK(shorten(notes, bytes).size() <= bytes);
    CHECK(is_utf8(shorten(notes, bytes)));
  }
}
