#include "mpietl/io/files/discover.hpp"

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

TEST_CASE("a list is read line by line", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "list", "a.wav\n\n b c.wav\nlast.wav");
  CHECK(io::read_list(folder / "list", '\n') ==
        std::vector<std::string>{"a.wav", " b c.wav", "last.wav"});
  CHECK_THROWS_AS(io::read_list(folder / "missing", '\n'), Error);
  CHECK_THROWS_AS(io::read_list(folder.path(), '\n'), Error);
}

TEST_CASE("a list may come from an editor of another system", "[io]") {
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

TEST_CASE("a text has the lines that editors show", "[io]") {
  using Lines = std::vector<std::string_view>;
  CHECK(io::text_lines("").empty());
  CHECK(io::text_lines("\xEF\xBB\xBF").empty());
  CHECK(io::text_lines("a\r\n\nb\rc\r") == Lines{"a", "", "b\rc"});
}

TEST_CASE("a list whose names end with NUL needs to be told so", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "list", std::string("a\nb.wav\0c.wav\0", 14));
  CHECK(io::read_list(folder / "list", '\0') == std::vector<std::string>{"a\nb.wav", "c.wav"});
  CHECK_THROWS_AS(io::read_list(folder / "list", '\n'), Error);
}

TEST_CASE("two ways to name a file are one", "[io]") {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "real");
  fs::create_directory_symlink(folder / "real", folder / "link");
  CHECK(io::resolved(folder / "link/a.wav") == io::resolved(folder / "real/../real/a.wav"));
  CHECK(io::resolved("a.wav") == io::resolved("./a.wav"));
}

TEST_CASE("free space is asked of the folder that will be", "[io]") {
  const test::TemporaryFolder folder;
  CHECK(io::free_bytes(folder / "not/yet/there") > 0);
  CHECK(io::file_system_of(folder / "not/yet") == io::file_system_of(folder.path()));
}

TEST_CASE("an absolute path leads to the same file from any folder", "[io]") {
  const auto here = std::filesystem::current_path();
  CHECK(io::absolute("a/./b.wav") == here / "a/b.wav");
  CHECK(io::absolute("../b.wav") == here.parent_path() / "b.wav");
  CHECK(io::absolute("/x/./b.wav") == "/x/b.wav");
  // "a" and "/x" may be links, and their parents others.
  CHECK(io::absolute("a/../b.wav") == here / "a/../b.wav");
  CHECK(io::absolute("/x/../b.wav") == "/x/../b.wav");
}
