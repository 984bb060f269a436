// Numbers, sizes and times as text.
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

std::string refusal(const std::string& text) {
  try {
    parse_duration(text, "--time-limit");
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::usage);
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("digits of counts come in groups of three", "[core]") {
  CHECK(format_count(0) == "0");
  CHECK(format_count(999) == "999");
  CHECK(format_count(1'234'567) == "1,234,567");
  CHECK(format_count(-1234) == "-1,234");
}

TEST_CASE("nouns have a plural except for one", "[core]") {
  CHECK(plural(1, "file") == "1 file");
  CHECK(plural(0, "file") == "0 files");
  CHECK(plural(std::size_t{2000}, "rank") == "2,000 ranks");
}

TEST_CASE("times are read with a unit, or as hours, minutes and seconds", "[core]") {
  CHECK(parse_duration("90s", "x") == 90.0);
  CHECK(parse_duration("30m", "x") == 1800.0);
  CHECK(parse_duration("4h", "x") == 14400.0);
  CHECK(parse_duration("1.5h", "x") == 5400.0);
  CHECK(parse_duration("1d", "x") == 86400.0);
  CHECK(parse_duration("01:02:03", "x") == 3723.0);
  CHECK(parse_duration("100:00:00", "x") == 360000.0);
}

TEST_CASE("sizes are read with a decimal unit", "[core]") {
  CHECK(parse_size("500M", "x") == 500'000'000);
  CHECK(parse_size("1.5G", "x") == 1'500'000'000);
  CHECK(parse_size("2TB", "x") == 2'000'000'000'000);
  CHECK(parse_size("64k", "x") == 64'000);
  CHECK(parse_size("4096B", "x") == 4096);
  for (const auto* text : {"", "M", "100", "-1M", "+1M", "1m", "1MiB", "1 M", "1e400M", "0M",
                           "0.1B", "nanM", "1BB", "99999999999T"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_size(text, "x"), Error);
  }
}

TEST_CASE("a number alone is refused, with what to write", "[core]") {
  const auto text = refusal("90");
  for (const auto* word : {"--time-limit", "'90'", "90s", "90m", "90h"}) {
    INFO(word);
    CHECK(text.find(word) != std::string::npos);
  }
}

TEST_CASE("invalid times are refused", "[core]") {
  for (const auto* text :
       {"",         "h",       "4 h",  "4hh",      "-4h",    "+4h",
        "4w",       "nan",     "nans", "infs",     "1e999s", "4:30",
        "1:60:00",  "1:00:60", ":1:2", "1::2",     "1:2:",   "1:2:3:4",
        "-1:00:00", "1:-2:00", "0s",   "00:00:00", "1e300d", "99999999999999999999:00:00",
        "0x10s",    "4h30m"}) {
    INFO(text);
    CHECK(refusal(text).find("--time-limit") != std::string::npos);
  }
}

TEST_CASE("times are written as Slurm reads them", "[core]") {
  CHECK(format_clock_time(0.2) == "00:00:01");
  CHECK(format_clock_time(90.0) == "00:01:30");
  CHECK(format_clock_time(14400.0) == "04:00:00");
  CHECK(format_clock_time(183600.0) == "2-03:00:00");
}

TEST_CASE("bytes and seconds are formatted for people", "[core]") {
  CHECK(format_bytes(0) == "0 B");
  CHECK(format_bytes(999) == "999 B");
  CHECK(format_bytes(1000) == "1.00 kB");
  CHECK(format_bytes(1016064000) == "1.02 GB");
  CHECK(format_bytes(999999) == "1.00 MB");
  CHECK(format_bytes(84900000000) == "84.9 GB");
  CHECK(format_seconds(0.467) == "0.47s");
  CHECK(format_seconds(200) == "3m 20s");
  CHECK(format_seconds(7500) == "2h 05m");
  CHECK(format_seconds(47 * 3600) == "47h 00m");
  CHECK(format_seconds(79 * 3600 + 1800) == "3d 07h");
}

TEST_CASE("numbers with trailing text are refused", "[core]") {
  CHECK(parse_integer("-12", "x") == -12);
  CHECK(parse_real("1e-3", "x") == Approx(0.001));
  for (const auto* bad : {"", "1x", " 1", "0x10", "nan", "inf", "1e999"}) {
    CHECK_THROWS_AS(parse_real(bad, "x"), Error);
  }
  CHECK_THROWS_AS(parse_integer("99999999999999999999", "x"), Error);
}
