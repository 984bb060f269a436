#include "app/process_info.hpp"
#include "support/catch.hpp"

using mpietl::app::name_some;

TEST_CASE("few hosts are named, of many some", "[app]") {
  CHECK(name_some({"n1"}) == "n1");
  CHECK(name_some({"n1", "n2"}) == "n1 and n2");
  CHECK(name_some({"n1", "n2", "n3", "n4"}) == "n1, n2, n3 and n4");
  CHECK(name_some({"n1", "n2", "n3", "n4", "n5"}) == "n1, n2, n3 and 2 more");
}
