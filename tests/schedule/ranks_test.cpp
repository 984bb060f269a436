#include "mpietl/schedule/ranks.hpp"

#include "support/catch.hpp"

using namespace mpietl::schedule;

TEST_CASE("ranks of a host share its processors, and each has a thread", "[schedule]") {
  using Cpus = std::vector<std::vector<int>>;
  CHECK(share_cpus(Cpus{{0, 1, 2, 3}}) == std::vector{4});
  CHECK(share_cpus(Cpus{{0, 1}, {2, 3}}) == std::vector{2, 2});
  CHECK(share_cpus(Cpus{{0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}}) == std::vector{2, 3});
  CHECK(share_cpus(Cpus{{0}, {0}, {0}}) == std::vector{1, 1, 1});
}

TEST_CASE("ranks of a group share its quota", "[schedule]") {
  using Quotas = std::vector<std::vector<Quota>>;
  CHECK(within_quotas({8}, Quotas{{}}) == std::vector{8});
  CHECK(within_quotas({8}, Quotas{{{1, 3}}}) == std::vector{3});
  CHECK(within_quotas({2}, Quotas{{{1, 3}}}) == std::vector{2});
  CHECK(within_quotas({4, 4}, Quotas{{{1, 5}}, {{1, 5}}}) == std::vector{2, 3});
  CHECK(within_quotas({4, 4}, Quotas{{{1, 5}}, {{2, 5}}}) == std::vector{4, 4});
  CHECK(within_quotas({4, 4, 4}, Quotas{{{1, 2}, {9, 6}}, {{2, 8}, {9, 6}}, {}}) ==
        std::vector{2, 4, 4});
  CHECK(within_quotas({1, 1, 1}, Quotas{{{1, 1}}, {{1, 1}}, {{1, 1}}}) == std::vector{1, 1, 1});
}

TEST_CASE("before the first task ranks are as fast as their threads", "[schedule]") {
  const RankSpeeds speeds({1, 3, 4});
  CHECK(speeds.ranks() == 3);
  CHECK(speeds.all_threads() == 8);
  CHECK(speeds.part(0) == Approx(1.0 / 8));
  CHECK(speeds.part(1) == Approx(3.0 / 8));
  CHECK(speeds.part(2) == Approx(4.0 / 8));
}

TEST_CASE("a rank without threads counts as one of one", "[schedule]") {
  CHECK(RankSpeeds({0, 1}).part(0) == Approx(0.5));
}

TEST_CASE("a slow rank gets a smaller share, and no rank a larger one", "[schedule]") {
  RankSpeeds speeds({2, 2, 2, 2});
  for (int i = 0; i < 100; ++i) {
    for (std::size_t rank = 0; rank < 4; ++rank) speeds.learn(rank, 1.0, rank == 3 ? 4.0 : 1.0);
  }
  CHECK(speeds.part(3) == Approx(0.25 / 3.25));
  for (std::size_t rank = 0; rank < 3; ++rank) CHECK(speeds.part(rank) == Approx(0.25));
}

TEST_CASE("estimates that are wrong for all ranks change no share", "[schedule]") {
  RankSpeeds speeds({1, 1, 2});
  speeds.learn(0, 1e-3, 1.0);
  CHECK(speeds.part(0) == Approx(0.25));
  CHECK(speeds.part(2) == Approx(0.5));
  speeds.learn(1, 1e-3, 1.0);
  CHECK(speeds.part(1) == Approx(0.25));
}

TEST_CASE("a rank that recovers gets its share back", "[schedule]") {
  RankSpeeds speeds({1, 1});
  for (int i = 0; i < 200; ++i) {
    speeds.learn(0, 1.0, 10.0);
    speeds.learn(1, 1.0, 1.0);
  }
  CHECK(speeds.part(0) < 0.1);
  for (int i = 0; i < 600; ++i) speeds.learn(0, 1.0, 1.0);
  CHECK(speeds.part(0) == Approx(0.5).epsilon(0.05));
}

TEST_CASE("one long stop leaves no rank without a share", "[schedule]") {
  RankSpeeds speeds({1, 1});
  speeds.learn(0, 1e-3, 3600.0);
  CHECK(speeds.part(0) > 0.05);
  speeds.learn(1, 1e3, 1e-6);
  CHECK(speeds.part(0) > 0.01);
}

TEST_CASE("many changes do not make the shares drift", "[schedule]") {
  RankSpeeds speeds(std::vector<int>(100, 3));
  for (int i = 0; i < 100'000; ++i) {
    speeds.learn(static_cast<std::size_t>(i) % 100, 1.0, 0.5 + i % 7);
  }
  double sum = 0.0;
  for (std::size_t rank = 0; rank < 100; ++rank) sum += speeds.part(rank);
  CHECK(sum <= 1.0 + 1e-9);
  CHECK(sum > 0.99);
}
