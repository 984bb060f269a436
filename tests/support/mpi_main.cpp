// main() of tests that run on several ranks: a failure on any rank fails the test on all, and a
// run in which no test case ran, fails too.
#include <cstdio>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/session.hpp"
#include "mpietl/core/error.hpp"
#include "support/run_catch.hpp"
#include "support/world.hpp"

namespace mpietl::test {

const comm::Communicator& world() {
  static const comm::Communicator communicator = [] {
    static comm::Session session(nullptr, nullptr);
    return session.world();
  }();
  return communicator;
}

}  // namespace mpietl::test

int main(int argc, char* argv[]) {
  const auto& world = mpietl::test::world();
  const int failures = mpietl::test::run_catch(argc, argv);
  try {
    mpietl::comm::all_or_throw(world, [&] {
      if (failures != 0) throw mpietl::Error(mpietl::Reason::internal, "failed on some rank");
    });
  } catch (const mpietl::Error& error) {
    if (world.is_root()) std::printf("%s\n", error.what());
    return 1;
  }
  if (world.is_root()) std::printf("passed on all ranks\n");
  return 0;
}
