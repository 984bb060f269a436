#include "mpietl/io/files/normal_form.hpp"

#include <set>

#include "io/files/compositions.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

namespace {

// Composed and decomposed pairs from Python's unicodedata.
const std::vector<std::pair<std::string, std::string>> pairs_of_forms{
    {"caf\u00e9.wav", "cafe\u0301.wav"},
    {"\u00c5ngstr\u00f6m.wav", "A\u030angstro\u0308m.wav"},
    {"Vi\u1ec7t.wav", "Vie\u0323\u0302t.wav"},
    {"\u304c\u30d1.wav", "\u304b\u3099\u30cf\u309a.wav"},
    {"\ud55c\uae00\uac00.wav", "\u1112\u1161\u11ab\u1100\u1173\u11af\u1100\u1161.wav"},
};

}  // namespace

TEST_CASE("a name in another Unicode normal form is found", "[io]") {
  for (const auto& [composed, decomposed] : pairs_of_forms) {
    CAPTURE(composed);
    for (const auto& [there, named] : {std::pair(composed, decomposed), {decomposed, composed}}) {
      const test::TemporaryFolder folder;
      CHECK(io::path_in_other_form(folder / named).empty());
      test::write_all(folder / there, "");
      CHECK(io::path_in_other_form(folder / named) == folder / there);
      CHECK(io::path_in_other_form(folder / there).empty());
    }
  }
}

TEST_CASE("folders in another normal form are found, too", "[io]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "e\u0301/x");
  test::write_all(folder / "e\u0301/x/\u00fc.wav", "");
  CHECK(io::path_in_other_form(folder / "\u00e9/x/u\u0308.wav") == folder / "e\u0301/x/\u00fc.wav");
}

TEST_CASE("only names in another normal form are found", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"resume.wav", "a.wav", "\u00e9.wav"}) test::write_all(folder / name, "");
  for (const auto* name : {"r\u00e9sum\u00e9.wav", "e.wav", "\u00e8.wav", "A.wav", "b.wav",
                           "\xe9.wav", "e\u0301\u0301.wav", "\U0010ffff.wav"}) {
    CHECK(io::path_in_other_form(folder / name).empty());
  }
}

TEST_CASE("a message about a missing file names the one in another form", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "\u00e9.wav", "");
  try {
    io::open_input_file(folder / "e\u0301.wav");
    FAIL("it is not there");
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::not_found);
    CHECK(test::contains(error.what(), folder / "\u00e9.wav"));
  }
}

TEST_CASE("each character has one composition", "[io]") {
  std::set<char32_t> made;
  for (const auto& [mark, pairs] : io::compositions) {
    REQUIRE(pairs.size() % 2 == 0);
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      CHECK(made.insert(pairs[i]).second);
      CHECK(pairs[i] != pairs[i + 1]);
    }
  }
}
