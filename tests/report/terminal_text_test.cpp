#include "report/terminal_text.hpp"

#include "mpietl/core/text.hpp"
#include "support/catch.hpp"

namespace report = mpietl::report;

TEST_CASE("nothing that a terminal obeys passes") {
  CHECK(report::printable("a\x1b[2Jb\n") == "a\\x1b[2Jb\\n");
  CHECK(report::printable("\xff\xc3") == "\\xff\\xc3");
  CHECK(report::printable("grüße") == "grüße");
}

TEST_CASE("what escape made stays as it is") {
  const std::string escaped = mpietl::escape("back\\slash\nand \x01");
  CHECK(report::printable(escaped) == escaped);
  CHECK(report::printable(report::printable(escaped)) == escaped);
}

TEST_CASE("width counts characters, and wide ones twice") {
  CHECK(report::width("") == 0);
  CHECK(report::width("abc") == 3);
  CHECK(report::width("grüße") == 5);
  CHECK(report::width("日本") == 4);
}

TEST_CASE("a text is cut to its room") {
  CHECK(report::cut_end("abcdef", 6) == "abcdef");
  CHECK(report::cut_end("abcdef", 5) == "abcd…");
  CHECK(report::cut_middle("abcdefghij", 7) == "ab…ghij");
  CHECK(report::cut_middle("日本日本日本", 7) == "日…日本");
  CHECK(report::cut_end("abc", 0).empty());
  CHECK(report::cut_end("abc", 1) == "…");
}

TEST_CASE("cells are aligned by width") {
  CHECK(report::align_right("ü", 3) == "  ü");
  CHECK(report::align_left("ü", 3) == "ü  ");
  CHECK(report::align_left("long", 3) == "long");
}

TEST_CASE("running text breaks at blanks, and the last line is cut") {
  using Lines = std::vector<std::string>;
  CHECK(report::wrap("one two three", 7, 3) == Lines{"one two", "three"});
  CHECK(report::wrap("abcdefghij", 4, 3) == Lines{"abcd", "efgh", "ij"});
  CHECK(report::wrap("one two three four", 7, 2) == Lines{"one two", "three …"});
  CHECK(report::wrap("", 7, 2) == Lines{""});
}
