#include "mpietl/core/text.hpp"

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "view/text/terminal_text.hpp"
#include "view/words.hpp"

namespace view = mpietl::view;

namespace {
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
}  // namespace

TEST_CASE("digits come in groups of three") {
  CHECK(view::format_fixed(1234.567, 1) == "1,234.6");
  CHECK(view::format_fixed(-123.0, 2) == "-123.00");
}

TEST_CASE("unknown values are a dash") {
  for (const double value : {not_a_number, infinite, -infinite}) {
    CHECK(view::format_fixed(value, 1) == view::unknown);
    CHECK(view::format_duration(value) == view::unknown);
  }
  CHECK(view::format_size(-1.0) == view::unknown);
  CHECK(view::format_size(not_a_number) == view::unknown);
  CHECK(view::format_rate(1.0, 0.0) == view::unknown);
  CHECK(view::format_percent(1.0, 0.0) == view::unknown);
  CHECK(view::format_percent(not_a_number, 1.0) == view::unknown);
}

TEST_CASE("huge numbers stay short") {
  const double most = std::numeric_limits<double>::max();
  CHECK(view::format_fixed(most, 2).size() < 12);
  CHECK(view::format_duration(most).size() < 12);
  CHECK(view::format_size(most) == "9.22 EB");
}

TEST_CASE("a small share is not shown as none") {
  CHECK(view::format_percent(0.0, 1.0) == "0.0%");
  CHECK(view::format_percent(1e-6, 1.0) == "<0.1%");
  CHECK(view::format_percent(0.4567, 1.0) == "45.7%");
}

TEST_CASE("durations keep three digits or so") {
  CHECK(view::format_duration(0.0) == "0.00s");
  CHECK(view::format_duration(0.00123) == "1.23ms");
  CHECK(view::format_duration(0.0456) == "45.6ms");
  CHECK(view::format_duration(0.47) == "0.47s");
  CHECK(view::format_duration(200.0) == "3m 20s");
}

TEST_CASE("the times of one table share a unit") {
  const view::TimeScale small(std::array{0.004, not_a_number});
  CHECK(small.unit() == "ms");
  CHECK(small.format(0.004) == "4.00");
  CHECK(view::TimeScale(std::array{4.0, 0.1}).unit() == "s");
  CHECK(view::TimeScale(std::array{4e-5}).unit() == "µs");
  CHECK(view::TimeScale(std::array{0.0}).unit() == "s");
}

TEST_CASE("terminal control sequences are removed") {
  CHECK(view::printable("a\x1b[2Jb\n") == "a\\x1b[2Jb\\n");
  CHECK(view::printable("\xff\xc3") == "\\xff\\xc3");
  CHECK(view::printable("grüße") == "grüße");
}

TEST_CASE("escaped text stays unchanged") {
  const std::string escaped = mpietl::escape("back\\slash\nand \x01");
  CHECK(view::printable(escaped) == escaped);
  CHECK(view::printable(view::printable(escaped)) == escaped);
}

TEST_CASE("width counts characters, and wide ones twice") {
  CHECK(view::width("") == 0);
  CHECK(view::width("abc") == 3);
  CHECK(view::width("grüße") == 5);
  CHECK(view::width("日本") == 4);
}

TEST_CASE("a text is shortened to its width") {
  CHECK(view::cut_end("abcdef", 6) == "abcdef");
  CHECK(view::cut_end("abcdef", 5) == "abcd…");
  CHECK(view::cut_middle("abcdefghij", 7) == "ab…ghij");
  CHECK(view::cut_middle("日本日本日本", 7) == "日…日本");
  CHECK(view::cut_end("abc", 0).empty());
  CHECK(view::cut_end("abc", 1) == "…");
}

TEST_CASE("cells are aligned by width") {
  CHECK(view::align_right("ü", 3) == "  ü");
  CHECK(view::align_left("ü", 3) == "ü  ");
  CHECK(view::align_left("long", 3) == "long");
}

TEST_CASE("running text breaks at blanks, and the last line is cut") {
  using Lines = std::vector<std::string>;
  CHECK(view::wrap("one two three", 7, 3) == Lines{"one two", "three"});
  CHECK(view::wrap("abcdefghij", 4, 3) == Lines{"abcd", "efgh", "ij"});
  CHECK(view::wrap("one two three four", 7, 2) == Lines{"one two", "three …"});
  CHECK(view::wrap("", 7, 2) == Lines{""});
}
