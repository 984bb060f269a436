#include "mpietl/io/temporary_names.hpp"

#include <set>

#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("temporary names tell the run and the item, in the folder of the output", "[io]") {
  const io::TemporaryNames names("0123456789abcdef");
  CHECK(names.beside("/out/deep/a.wav", 0) == "/out/deep/.mpietl-0123456789abcdef-0.tmp");
  CHECK(names.beside("a.wav", 0x2a) == ".mpietl-0123456789abcdef-2a.tmp");
  CHECK(names.beside("b/a.wav", std::numeric_limits<std::int64_t>::max()) ==
        "b/.mpietl-0123456789abcdef-7fffffffffffffff.tmp");
  CHECK(names.beside("b/a.jsonl", "manifest") == "b/.mpietl-0123456789abcdef-manifest.tmp");
}

TEST_CASE("each run has an id of its own", "[io]") {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.insert(io::TemporaryNames().run_id());
  CHECK(ids.size() == 100);
  CHECK(ids.begin()->size() == 16);
}
