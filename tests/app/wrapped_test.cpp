#include "app/wrapped.hpp"

#include "support/catch.hpp"

using mpietl::app::wrapped;

TEST_CASE("a long line goes on below its text", "[app]") {
  CHECK(wrapped("  --rate HZ  sample rate of outputs\n", 24) ==
        "  --rate HZ  sample rate\n             of outputs\n");
  CHECK(wrapped("one two three", 7) == "one two\nthree");
  CHECK(wrapped("    one two three", 11) == "    one two\n    three");
}

TEST_CASE("what fits, and a word that does not, stay as they are", "[app]") {
  CHECK(wrapped("", 10).empty());
  CHECK(wrapped("a  b\n\n  c", 10) == "a  b\n\n  c");
  CHECK(wrapped("abcdefghijkl mn", 5) == "abcdefghijkl\nmn");
  CHECK(wrapped("  x  abcdefghijkl", 5) == "  x  abcdefghijkl");
}

TEST_CASE("characters are counted, not bytes", "[app]") {
  CHECK(wrapped("äöü äöü", 7) == "äöü äöü");
  CHECK(wrapped("äöü äöü", 6) == "äöü\näöü");
}
