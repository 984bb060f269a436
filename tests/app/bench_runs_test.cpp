#include "app/bench_runs.hpp"

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::app;

namespace {

std::vector<std::string> names(const BenchRequest& request, int ranks, Processors cpus) {
  std::vector<std::string> all;
  for (const auto& each : configurations_of(request, ranks, cpus)) all.push_back(each.name());
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("without lists: serial, threads alone, ranks alone, both", "[app]") {
  CHECK(names({}, 4, {16, 4}) ==
        Names{"r1_t1_static", "r1_t16_static", "r4_t1_dynamic", "r4_t4_dynamic"});
  CHECK(names({}, 4, {4, 1}) == Names{"r1_t1_static", "r1_t4_static", "r4_t1_dynamic"});
  CHECK(names({}, 1, {1, 1}) == Names{"r1_t1_static"});
}

TEST_CASE("lists are combined, each configuration once, serial first", "[app]") {
  BenchRequest request;
  request.ranks = {2, 1};
  request.threads = {3};
  request.schedules = {job::Schedule::dynamic_grants, job::Schedule::static_shares};
  request.chunks = {0, 8};
  CHECK(names(request, 2, {8, 4}) ==
        Names{"r1_t1_static", "r2_t3_dynamic", "r2_t3_dynamic_c8", "r2_t3_static", "r1_t3_static"});
}

TEST_CASE("a list of ranks alone is combined with one thread and all processors", "[app]") {
  BenchRequest request;
  request.ranks = {1, 2};
  CHECK(names(request, 2, {8, 4}) ==
        Names{"r1_t1_static", "r1_t8_static", "r2_t1_dynamic", "r2_t4_dynamic"});
}

TEST_CASE("invalid numbers are refused", "[app]") {
  const auto refuses = [](auto change) {
    BenchRequest request;
    change(request);
    CHECK_THROWS_AS(configurations_of(request, 4, {8, 2}), Error);
  };
  refuses([](BenchRequest& request) { request.ranks = {5}; });
  refuses([](BenchRequest& request) { request.ranks = {0}; });
  refuses([](BenchRequest& request) { request.threads = {0}; });
  refuses([](BenchRequest& request) { request.chunks = {-1}; });
  refuses([](BenchRequest& request) { request.repetitions = 0; });
}
