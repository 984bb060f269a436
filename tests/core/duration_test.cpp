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

TEST_CASE("times are read with a unit, or as hours, minutes and seconds", "[core]") {
  CHECK(parse_duration("90s", "x") == 90.0);
  CHECK(parse_duration("30m", "x") == 1800.0);
  CHECK(parse_duration("4h", "x") == 14400.0);
  CHECK(parse_duration("1.5h", "x") == 5400.0);
  CHECK(parse_duration("1d", "x") == 86400.0);
  CHECK(parse_duration("01:02:03", "x") == 3723.0);
  CHECK(parse_duration("100:00:00", "x") == 360000.0);
}

TEST_CASE("a number alone is refused, with what to write", "[core]") {
  CHECK(refusal("90") == "--time-limit: '90' has no unit; write 90s, 90m or 90h");
}

TEST_CASE("what is no time is refused", "[core]") {
  for (const auto* text :
       {"",         "h",       "4 h",  "4hh",      "-4h",    "+4h",
        "4w",       "nan",     "nans", "infs",     "1e999s", "4:30",
        "1:60:00",  "1:00:60", ":1:2", "1::2",     "1:2:",   "1:2:3:4",
        "-1:00:00", "1:-2:00", "0s",   "00:00:00", "1e300d", "99999999999999999999:00:00",
        "0x10s",    "4h30m"}) {
    INFO(text);
    CHECK(refusal(text).find("--time-limit: ") == 0);
  }
}

TEST_CASE("times are written as Slurm reads them", "[core]") {
  CHECK(format_clock_time(0.2) == "00:00:01");
  CHECK(format_clock_time(90.0) == "00:01:30");
  CHECK(format_clock_time(14400.0) == "04:00:00");
  CHECK(format_clock_time(183600.0) == "2-03:00:00");
}
