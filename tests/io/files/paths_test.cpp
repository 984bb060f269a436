#include "mpietl/io/files/paths.hpp"

#include <filesystem>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

std::string common_of(const std::vector<std::string>& files) {
  io::CommonFolder common;
  for (const auto& file : files) common.hold(file);
  return common.path();
}

}  // namespace

TEST_CASE("spellings of a path become equal", "[io]") {
  for (const auto* path : {"c/1.wav", "./c/1.wav", "/d/c/1.wav", "c//1.wav", "x/../c/./1.wav",
                           "../d/c/1.wav", "/../d/c/1.wav", "c/1.wav/"}) {
    CHECK(io::lexical_path(path, "/d") == "/d/c/1.wav");
  }
  CHECK(io::lexical_path("", "/d") == "/d");
  CHECK(io::lexical_path("../..", "/d") == "/");
  CHECK(io::lexical_path("..a/.b", "/") == "/..a/.b");
  // Compared with the standard library.
  for (const auto* path : {"a/../../b", "./../a/b/../c", "a/b/c/../../d"}) {
    const auto expected = (std::filesystem::path("/x/y") / path).lexically_normal().string();
    CHECK(io::lexical_path(path, "/x/y") == expected);
  }
}

TEST_CASE("the common folder is the longest that contains all files", "[io]") {
  CHECK(common_of({}).empty());
  CHECK(common_of({"/a/b/1.wav"}) == "/a/b/");
  CHECK(common_of({"/a/b/1.wav", "/a/b/2.wav"}) == "/a/b/");
  CHECK(common_of({"/a/b/1.wav", "/a/bc/1.wav"}) == "/a/");
  CHECK(common_of({"/a/b/c/1.wav", "/a/b.wav", "/a/b/c/2.wav"}) == "/a/");
  CHECK(common_of({"/a/1.wav", "/b/1.wav"}) == "/");
}

TEST_CASE("paths below a folder are recognised", "[io]") {
  CHECK(io::below("/a/", "/a/b/1.wav") == "b/1.wav");
  CHECK(io::below("/", "/1.wav") == "1.wav");
  CHECK_FALSE(io::below("/a/", "/ab/1.wav"));
  CHECK_FALSE(io::below("/a/", "/a/"));
}

TEST_CASE("the file system limits the length of names", "[io]") {
  const test::TemporaryFolder folder;
  const auto most = io::longest_name_bytes(folder / "not/yet");
  CHECK(most >= 100);
  for (const auto& [bytes, fits] : {std::pair(most, true), std::pair(most + 1, false)}) {
    const auto path = folder / std::string(bytes, 'x');
    test::write_all(path, "");
    std::error_code ignored;
    CHECK(std::filesystem::exists(path, ignored) == fits);
  }
}

TEST_CASE("an absolute path opens the same file from any folder", "[io]") {
  const auto here = std::filesystem::current_path();
  CHECK(io::absolute_path("a/./b.wav") == here / "a/b.wav");
  CHECK(io::absolute_path("../b.wav") == here.parent_path() / "b.wav");
  CHECK(io::absolute_path("/x/./b.wav") == "/x/b.wav");
  // "a" and "/x" may be links, and their parents others.
  CHECK(io::absolute_path("a/../b.wav") == here / "a/../b.wav");
  CHECK(io::absolute_path("/x/../b.wav") == "/x/../b.wav");
}
