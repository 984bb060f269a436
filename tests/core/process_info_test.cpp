#include "mpietl/core/process_info.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// A host of two sockets, each of two cores with two hardware threads: 0 and 4 are of one core.
void describe_processors(const std::filesystem::path& folder) {
  for (int cpu = 0; cpu < 8; ++cpu) {
    const auto topology = folder / ("cpu" + std::to_string(cpu)) / "topology";
    std::filesystem::create_directories(topology);
    const int core = cpu % 4;
    std::ofstream(topology / "core_cpus_list") << core << "," << core + 4 << "\n";
    std::ofstream(topology / "package_cpus_list") << (core < 2 ? "0-1,4-5\n" : "2-3,6-7\n");
  }
}

}  // namespace

TEST_CASE("a binding is named by the topology of its CPUs", "[core]") {
  const test::TemporaryFolder folder;
  describe_processors(folder.path());
  const auto bound = [&](const std::vector<int>& cpus) {
    return binding_of(cpus, 8, folder.path());
  };
  CHECK(bound({0, 1, 2, 3, 4, 5, 6, 7}) == "none");
  CHECK(bound({3}) == "hwthread");
  CHECK(bound({3, 7}) == "core");
  CHECK(bound({0, 1, 4, 5}) == "socket");
  CHECK(bound({1, 2}) == "cores");
  CHECK(bound({0, 1, 2, 3, 4, 5, 6}) == "cores");
}

TEST_CASE("without topology, each CPU counts as a core", "[core]") {
  CHECK(binding_of({1}, 2, "/nowhere") == "core");
  CHECK(binding_of({1, 2}, 4, "/nowhere") == "cores");
  CHECK(processors_of_host() >= 1);
}

TEST_CASE("few hosts are named, and some of many", "[core]") {
  CHECK(name_some({"n1"}) == "n1");
  CHECK(name_some({"n1", "n2"}) == "n1 and n2");
  CHECK(name_some({"n1", "n2", "n3", "n4"}) == "n1, n2, n3 and n4");
  CHECK(name_some({"n1", "n2", "n3", "n4", "n5"}) == "n1, n2, n3 and 2 more");
}

TEST_CASE("CPUs are listed in ranges", "[core]") {
  CHECK(cpu_list({0, 1, 2, 3, 8}) == "0-3,8");
  CHECK(cpu_list({5}) == "5");
  CHECK(cpu_list({}).empty());
}
