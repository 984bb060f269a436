#include "view/terminal_text.hpp"

#include "mpietl/core/text.hpp"
#include "support/catch.hpp"

namespace view = mpietl::view;

TEST_CASE("nothing that a terminal obeys passes") {
  CHECK(view::printable("a\x1b[2Jb\n") == "a\\x1b[2Jb\\n");
  CHECK(view::printable("\xff\xc3") == "\\xff\\xc3");
  CHECK(view::printable("grüße") == "grüße");
}

TEST_CASE("what escape made stays as it is") {
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

TEST_CASE("a text is cut to its room") {
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
