#include "job/braces.hpp"

#include "job/refusal.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using Texts = std::vector<std::string>;

TEST_CASE("braces expand to numbers and lists, as in bash", "[job]") {
  CHECK(job::expand_braces("a-{008..011}.tar") ==
        Texts{"a-008.tar", "a-009.tar", "a-010.tar", "a-011.tar"});
  CHECK(job::expand_braces("{8..10}") == Texts{"8", "9", "10"});
  CHECK(job::expand_braces("{2..0}") == Texts{"2", "1", "0"});
  CHECK(job::expand_braces("{0..0}") == Texts{"0"});
  CHECK(job::expand_braces("{x,y,}/{0..1}") == Texts{"x/0", "x/1", "y/0", "y/1", "/0", "/1"});
  CHECK(job::expand_braces("{a{1,2},b}") == Texts{"a1", "a2", "b"});
}

TEST_CASE("other braces stay", "[job]") {
  for (const std::string text : {"", "a", "{a}", "{", "}{", "{a..b}", "{1..}", "{}", "{1..2"}) {
    CHECK(job::expand_braces(text) == Texts{text});
  }
  CHECK(job::expand_braces("{a}{1..2}") == Texts{"{a}1", "{a}2"});
}

TEST_CASE("braces expand to at most a million names", "[job]") {
  CHECK_FALSE(test::refusal([] { job::expand_braces("{0..1000000}"); }).empty());
  CHECK_FALSE(test::refusal([] { job::expand_braces("{0..999999}{0..1}"); }).empty());
}
