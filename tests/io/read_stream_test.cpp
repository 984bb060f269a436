#include "io/read_stream.hpp"

#include <random>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("reads of any size from anywhere give the bytes that are there", "[io]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(11);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (const std::size_t size : {0U, 1U, 1000U, 65536U, 65537U, 300000U}) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    test::write_all(folder / "a", bytes);
    io::ReadStream stream(File::open(folder / "a"));
    REQUIRE(stream.size() == static_cast<sf_count_t>(size));
    std::size_t at = 0;
    for (int i = 0; i < 300; ++i) {
      if (i % 3 == 0) {
        at = below(size + 10);
        stream.seek(static_cast<sf_count_t>(at));
      }
      const std::size_t wanted = i % 5 == 0 ? below(200000) : below(100);
      const std::string expected = at < size ? bytes.substr(at, wanted) : "";
      std::string got(wanted, '?');
      const auto count = stream.read(got.data(), static_cast<sf_count_t>(wanted));
      REQUIRE(count == static_cast<sf_count_t>(expected.size()));
      REQUIRE(got.substr(0, expected.size()) == expected);
      at += expected.size();
      REQUIRE(stream.position() == static_cast<sf_count_t>(at));
    }
  }
}
