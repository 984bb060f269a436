#include "mpietl/comm/identity.hpp"

#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

TEST_CASE("ranks find out whether all say the same", "[comm]") {
  CHECK(comm::is_same_on_all(world(), "mpietl 1"));
  CHECK(comm::is_same_on_all(world(), ""));
  const bool is_last = world().rank() == world().size() - 1;
  CHECK(comm::is_same_on_all(world(), is_last ? "mpietl 2" : "mpietl 1") == (world().size() == 1));
  CHECK(comm::is_same_on_all(world(), is_last ? "mpietl" : "mpietl 1") == (world().size() == 1));
}

TEST_CASE("each rank hears what each says, cut where it is too long", "[comm]") {
  const auto texts =
      comm::texts_of_all(world(), std::string(static_cast<std::size_t>(500 + world().rank()), 'x'));
  REQUIRE(static_cast<int>(texts.size()) == world().size());
  for (std::size_t rank = 0; rank < texts.size(); ++rank) {
    CHECK(texts[rank].size() == std::min(std::size_t{512}, 500 + rank));
  }
}
