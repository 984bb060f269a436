#include <random>
#include <vector>

#include "mpietl/core/record_table.hpp"
#include "support/catch.hpp"

using mpietl::TextStore;

TEST_CASE("texts come back as they were, also those that are longer than a chunk", "[core]") {
  std::mt19937 random(1);
  std::vector<std::string> texts{"", std::string(3 << 20, 'x'), std::string(127, 'a'),
                                 std::string(128, 'b'), std::string("\0\n\xff", 3)};
  while (texts.size() < 3000) {
    texts.emplace_back(random() % 2000, static_cast<char>('a' + random() % 26));
  }
  TextStore store;
  std::vector<std::uint64_t> places;
  for (const auto& text : texts) {
    places.push_back(store.end());
    store.append(text);
  }
  auto place = places[0];
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(place == places[i]);
    CHECK(store.read(place) == texts[i]);
  }
  CHECK(place == store.end());
}
