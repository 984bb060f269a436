#include "mpietl/report/analysis/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "support/catch.hpp"
#include "support/random_rows.hpp"

using namespace mpietl::report;

namespace {

std::int64_t all_of(const Distribution& bins) {
  return std::accumulate(bins.counts.begin(), bins.counts.end(), std::int64_t{0});
}

}  // namespace

TEST_CASE("a distribution has some thirty bins of a round width, and each value in one") {
  const std::vector<double> values{-40.0, -23.5, -23.0, -22.9, -12.0};
  const auto bins = distribution_of(values);
  CHECK(bins.width == 1.0);
  CHECK(bins.low == -40.0);
  REQUIRE(bins.counts.size() == 29);
  CHECK(bins.counts[0] == 1);
  CHECK(bins.counts[16] == 1);  // from -24
  CHECK(bins.counts[17] == 2);
  CHECK(bins.counts[28] == 1);
}

TEST_CASE("a distribution counts every value, whatever its scale") {
  mpietl::test::Random random(7);
  for (const double scale : {1e-300, 1e-6, 1.0, 1e9, 1e300}) {
    std::vector<double> values(500);
    std::normal_distribution<double> normal(-3.0, 1.0);
    for (double& value : values) value = scale * normal(random);
    std::ranges::sort(values);
    const auto bins = distribution_of(values);
    CHECK(all_of(bins) == 500);
    CHECK(bins.counts.size() >= 10);
    CHECK(bins.counts.size() <= 32);
    CHECK(bins.low <= values.front());
  }
}

TEST_CASE("one value, or none, has a distribution") {
  CHECK(all_of(distribution_of({})) == 0);
  for (const double value : {0.0, -23.0, 1e-9, 48000.0}) {
    CHECK(all_of(distribution_of({value, value})) == 2);
    CHECK(distribution_of({value}).counts.size() == 1);
  }
  constexpr double most = std::numeric_limits<double>::max();
  CHECK(distribution_of({-most, most}).counts.empty());
}
