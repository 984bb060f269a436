#include "mpietl/report/efficiency.hpp"

#include <cmath>

#include "support/catch.hpp"

using mpietl::RankRecord;

namespace report = mpietl::report;

namespace {

RankRecord rank_of(double busy_seconds, std::int32_t threads) {
  RankRecord rank;
  rank.busy_seconds = busy_seconds;
  rank.threads = threads;
  return rank;
}

}  // namespace

TEST_CASE("the efficiency of ranks is their balance by what the busiest one lost") {
  // Useful: 4 s and 2 s of each thread, in a phase of 5 s.
  const std::vector ranks{rank_of(8.0, 2), rank_of(4.0, 2)};
  const auto efficiency = report::efficiency_of(ranks, 5.0);
  CHECK(efficiency.mean_useful_seconds == 3.0);
  CHECK(efficiency.max_useful_seconds == 4.0);
  CHECK(efficiency.load_balance == 0.75);
  CHECK(efficiency.communication == 0.8);
  CHECK(efficiency.parallel == Approx(0.6));  // 12 of 20 thread seconds
}

TEST_CASE("ranks with more threads count more") {
  const std::vector ranks{rank_of(9.0, 3), rank_of(1.0, 1)};
  const auto efficiency = report::efficiency_of(ranks, 5.0);
  CHECK(efficiency.load_balance == Approx(2.5 / 3.0));
  CHECK(efficiency.parallel == Approx(10.0 / 20.0));
}

TEST_CASE("nothing is known of ranks that were never busy") {
  CHECK(std::isnan(report::efficiency_of({}, 1.0).parallel));
  CHECK(std::isnan(report::efficiency_of(std::vector{rank_of(0.0, 1)}, 1.0).load_balance));
  CHECK(std::isnan(report::efficiency_of(std::vector{rank_of(1.0, 1)}, 0.0).communication));
  CHECK(report::efficiency_of(std::vector{rank_of(1.0, 1)}, 0.0).load_balance == 1.0);
}

TEST_CASE("the balance of threads counts those without a file") {
  const std::vector ranks{rank_of(0.0, 2), rank_of(0.0, 2)};
  const std::vector<report::Lane> lanes{
      {0, 0, 0.0, 4.0, 4.0}, {0, 1, 0.0, 2.0, 2.0}, {1, 0, 0.0, 2.0, 2.0}};
  CHECK(report::thread_balance(ranks, lanes) == 0.5);
  CHECK(std::isnan(report::thread_balance(ranks, {})));
}
