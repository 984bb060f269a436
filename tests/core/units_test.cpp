#include "mpietl/core/units.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using test::contains;

TEST_CASE("a number with a unit is told without it", "[core]") {
  CHECK(contains(hint_at_unit("16kHz"), " 16000, in Hz"));
  CHECK(contains(hint_at_unit("44.1 kHz"), " 44100, in Hz"));
  CHECK(contains(hint_at_unit("16k"), " 16000"));
  CHECK(contains(hint_at_unit("-10dB"), " -10, in dB"));
  CHECK(contains(hint_at_unit("250ms"), " 0.25, in seconds"));
  CHECK(contains(hint_at_unit("80%"), " 0.8"));
  for (const auto* text : {"", "kHz", "16", "16 miles", "16kHz!"})
    CHECK(hint_at_unit(text).empty());
}

TEST_CASE("whole numbers are refused with what to write", "[core]") {
  try {
    parse_integer("16kHz", "--rate");
    FAIL("a unit was read");
  } catch (const Error& error) {
    CHECK(contains(error.what(), "16000"));
  }
}
