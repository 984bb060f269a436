#include "job/foreign_options.hpp"

#include <vector>

#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using test::contains;

namespace {

std::string hint(std::string_view typed) {
  static const std::vector<std::string_view> known{"--rate", "--output-dir", "--transform",
                                                   "--channels"};
  return job::hint_at_foreign_option(typed, known);
}

}  // namespace

TEST_CASE("options of other programs are translated", "[job]") {
  CHECK(contains(hint("--sample-rate"), "--rate"));
  CHECK(contains(hint("--sample_rate"), "--rate"));
  CHECK(contains(hint("-o"), "--output-dir"));
  CHECK(contains(hint("--mono"), "--channels 1"));
}

TEST_CASE("a transform that is typed as an option is told", "[job]") {
  CHECK(contains(hint("--gaussian-snr"), "--transform gaussian_snr"));
}

TEST_CASE("options that a command does not have are not suggested", "[job]") {
  CHECK(hint("-j").empty());
  CHECK(hint("--colour").empty());
  CHECK(job::hint_at_foreign_option("--gaussian-snr", {}).empty());
}
