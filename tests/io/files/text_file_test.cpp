#include "mpietl/io/files/text_file.hpp"

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("a list is read line by line", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "list", "a.wav\n\n b c.wav\nlast.wav");
  CHECK(io::read_list(folder / "list", '\n') ==
        std::vector<std::string>{"a.wav", " b c.wav", "last.wav"});
  CHECK_THROWS_AS(io::read_list(folder / "missing", '\n'), Error);
  CHECK_THROWS_AS(io::read_list(folder.path(), '\n'), Error);
}

TEST_CASE("a list may have line ends and a mark of another system", "[io]") {
  const test::TemporaryFolder folder;
  const std::vector<std::string> names{"a.wav", "b.wav"};
  test::write_all(folder / "list",
                  "\xEF\xBB\xBF"
                  "a.wav\r\n\r\nb.wav\r\n");
  CHECK(io::read_list(folder / "list", '\n') == names);
  test::write_all(folder / "list",
                  "\xEF\xBB\xBF"
                  "a.wav\nb.wav");
  CHECK(io::read_list(folder / "list", '\n') == names);
  test::write_all(folder / "list", std::string("\xEF\xBB\xBF"
                                               "a\r\0b\0",
                                               8));
  CHECK(io::read_list(folder / "list", '\0') == std::vector<std::string>{"\xEF\xBB\xBF"
                                                                         "a\r",
                                                                         "b"});
}

TEST_CASE("a text is split into lines as in editors", "[io]") {
  using Lines = std::vector<std::string_view>;
  CHECK(io::text_lines("").empty());
  CHECK(io::text_lines("\xEF\xBB\xBF").empty());
  CHECK(io::text_lines("a\r\n\nb\rc\r") == Lines{"a", "", "b\rc"});
}

TEST_CASE("a list of names that end with NUL needs the option -0", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "list", std::string("a\nb.wav\0c.wav\0", 14));
  CHECK(io::read_list(folder / "list", '\0') == std::vector<std::string>{"a\nb.wav", "c.wav"});
  CHECK_THROWS_AS(io::read_list(folder / "list", '\n'), Error);
}
