#include "mpietl/report/hosts.hpp"

#include <cmath>

#include "support/catch.hpp"

using mpietl::RankRecord;

namespace report = mpietl::report;

namespace {

RankRecord rank_on(const std::string& host, const std::string& cpus) {
  RankRecord rank;
  rank.host = host;
  rank.cpus = cpus;
  rank.threads = 2;
  rank.items = 3;
  rank.bytes = 100;
  rank.busy_seconds = 4.0;
  return rank;
}

}  // namespace

TEST_CASE("a host has what its ranks have, and each processor once") {
  std::vector<RankRecord> ranks{rank_on("b", "0-1"), rank_on("a", "0-3,8"), rank_on("b", "1,2")};
  ranks[2].clock_error_seconds = 0.25;
  const auto hosts = report::hosts_of(ranks);
  REQUIRE(hosts.size() == 2);
  CHECK(hosts[0].name == "b");
  CHECK(hosts[0].ranks == 2);
  CHECK(hosts[0].threads == 4);
  CHECK(hosts[0].cpus == std::set{0, 1, 2});
  CHECK(hosts[0].items == 6.0);
  CHECK(hosts[0].speed() == 25.0);
  CHECK(hosts[0].clock_error_seconds == 0.25);
  CHECK(hosts[0].is_overloaded());
  CHECK(hosts[1].cpus == std::set{0, 1, 2, 3, 8});
  CHECK_FALSE(hosts[1].is_overloaded());
}

TEST_CASE("a host whose processors or times are not known is no extreme") {
  auto idle = rank_on("a", "");
  idle.busy_seconds = 0.0;
  const auto hosts = report::hosts_of(std::vector{idle});
  CHECK_FALSE(hosts[0].is_overloaded());
  CHECK(std::isnan(hosts[0].speed()));
}
