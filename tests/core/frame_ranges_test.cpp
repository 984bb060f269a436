#include "mpietl/core/frame_ranges.hpp"

#include <random>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("ranges are read as they were written", "[core]") {
  std::mt19937_64 random(3);
  std::vector<FrameRange> ranges;
  std::int64_t end = 0;
  for (int i = 0; i < 100; ++i) {
    CHECK(ranges_from(to_text(ranges)) == ranges);
    const auto first = end + static_cast<std::int64_t>(random() % 100000);
    ranges.push_back({first, static_cast<std::int64_t>(random() % 100000)});
    end = ranges.back().end();
  }
  CHECK(to_text(std::vector<FrameRange>{{10, 5}, {15, 1}, {20, 2}}) == "10+5 0+1 4+2");
}

TEST_CASE("other texts are no ranges", "[core]") {
  for (const auto* text : {"1", "1+", "+1", "1+2 ", " 1+2", "1+2  3+4", "-1+2", "1+-2", "a+b",
                           "1+2+3", "9223372036854775807+1", "99999999999999999999+1"}) {
    INFO(text);
    CHECK_THROWS_AS(ranges_from(text), Error);
  }
}
