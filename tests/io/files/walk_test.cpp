#include "mpietl/core/error.hpp"
#include "mpietl/io/files/folder.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

namespace {

io::Walked walk(const std::string& root, const io::NameFilter& filter,
                std::vector<std::string>& files) {
  return io::walk(
      [&](const auto& folders) {
        std::vector<io::Folder> listed;
        for (const auto& each : folders) listed.push_back(io::list_folder(root, each, filter));
        return listed;
      },
      [&](const std::string& relative) { files.push_back(relative); });
}

std::vector<std::string> walked(const std::string& root, const io::NameFilter& filter = {}) {
  std::vector<std::string> files;
  walk(root, filter, files);
  return files;
}

io::Walked seen(const std::string& root, const io::NameFilter& filter = {}) {
  std::vector<std::string> files;
  return walk(root, filter, files);
}

void touch(const test::TemporaryFolder& folder, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    fs::create_directories(fs::path(folder / name).parent_path());
    test::write_all(folder / name, "");
  }
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is walked recursively, in bytewise order", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"z.wav", "B.FLAC", "a.txt", "b/1.ogg", "b/x.wav/deep/y.aiff", "b.wav", "b-.wav",
                 "b0.wav", "b/z/1.wav", "b/z-1.wav", "b/z0.wav"});
  const Names expected{"B.FLAC",    "b-.wav",    "b.wav",    "b/1.ogg", "b/x.wav/deep/y.aiff",
                       "b/z-1.wav", "b/z/1.wav", "b/z0.wav", "b0.wav",  "z.wav"};
  CHECK(walked(folder.path()) == expected);
  auto sorted = expected;
  std::ranges::sort(sorted);
  CHECK(sorted == expected);
}

TEST_CASE("names are bytes, and links to folders make no loop", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a\nb.wav", "\xFF.wav"});
  fs::create_directory_symlink(folder.path(), folder / "loop");
  CHECK(walked(folder.path()) == Names{"a\nb.wav", "\xFF.wav"});
}

TEST_CASE("a link to a folder is followed, but no folder is entered twice", "[io]") {
  const test::TemporaryFolder outside;
  touch(outside, {"deep/o.wav", "p.wav"});
  const test::TemporaryFolder folder;
  touch(folder, {"real/a.wav"});
  fs::create_directory_symlink(folder / "real", folder / "before");
  fs::create_directory_symlink(outside.path(), folder / "x");
  fs::create_directory_symlink(outside / "deep", folder / "y");
  fs::create_symlink(outside / "p.wav", folder / "z.wav");
  CHECK(walked(folder.path()) == Names{"real/a.wav", "x/deep/o.wav", "x/p.wav", "z.wav"});
}

TEST_CASE("patterns choose files and folders", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a.wav", "b.flac", "no/c.wav", "yes/c.wav", "yes/deep/d.wav", "yes/x.txt"});
  CHECK(walked(folder.path(), {{"*.wav"}, {"no"}}) ==
        Names{"a.wav", "yes/c.wav", "yes/deep/d.wav"});
  CHECK(walked(folder.path(), {{"yes/*.wav"}, {}}) == Names{"yes/c.wav", "yes/deep/d.wav"});
  CHECK(walked(folder.path(), {{"x.*"}, {}}) == Names{"yes/x.txt"});
  CHECK(walked(folder.path(), {{}, {"*"}}).empty());
}

TEST_CASE("slashes at the start and end of a pattern select folders", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a/no.wav", "a/no/1.wav", "a/no/1.txt", "no/2.wav", "no/deep/3.wav", "z.wav"});
  CHECK(walked(folder.path(), {{}, {"no/"}}) == Names{"a/no.wav", "z.wav"});
  CHECK(walked(folder.path(), {{}, {"./no"}}) == Names{"a/no.wav", "a/no/1.wav", "z.wav"});
  CHECK(walked(folder.path(), {{}, {"././a/no//"}}) ==
        Names{"a/no.wav", "no/2.wav", "no/deep/3.wav", "z.wav"});
  CHECK(walked(folder.path(), {{}, {"./z.wav"}}) ==
        Names{"a/no.wav", "a/no/1.wav", "no/2.wav", "no/deep/3.wav"});
  CHECK(walked(folder.path(), {{"no/"}, {}}) == Names{"a/no/1.wav", "no/2.wav", "no/deep/3.wav"});
  CHECK(walked(folder.path(), {{"./no/"}, {}}) == Names{"no/2.wav", "no/deep/3.wav"});
}

TEST_CASE("patterns that matched are recorded", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a.wav", "no/c.wav", "x.txt"});
  CHECK(seen(folder.path()).used.empty());
  CHECK(seen(folder.path(), {{"*.wav", "a.*", "*.flac"}, {"no", "root/no", "*.txt"}}).used ==
        "110101");
  CHECK(seen(folder.path(), {{}, {"*", "a.wav"}}).used == "11");
}

TEST_CASE("skipped files are counted by extension", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a.wav", "b.HTK", "deep/c.htk", "deep/er/d.htk", "x.txt", "README", "part.001",
                 ".hidden", "._a.wav", "__MACOSX/deep/y.txt", "gone/z.txt", "long.extension"});
  fs::create_directory_symlink(folder / "deep", folder / "again");
  const io::LeftOut expected{{"", 4}, {"htk", 3}, {"txt", 1}};
  CHECK(seen(folder.path(), {{}, {"gone"}}).left_out == expected);
  CHECK(seen(folder.path(), {{"*.htk"}, {"x.*", "gone"}}).left_out ==
        io::LeftOut{{"", 4}, {"htk", 1}, {"wav", 1}});
}

TEST_CASE("counts of skipped files are described briefly", "[io]") {
  CHECK(io::describe({}).empty());
  CHECK(io::describe({{"htk", 120}, {"txt", 3}}) == "120 htk, 3 txt");
  CHECK(io::describe({{"", 1}, {"mat", 2}, {"txt", 3}}) == "3 txt, 2 mat and 1 other");
  io::LeftOut many;
  for (char c = 'a'; c <= 'l'; ++c) many[std::string(1, c)] = 1;
  CHECK(test::contains(io::describe(many), "1 j and 2 others"));
}

TEST_CASE("files that macOS adds are skipped unless requested", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a.wav", "._a.wav", "__MACOSX/b.wav", "deep/__MACOSX/._c.wav", "deep/._d.wav"});
  CHECK(walked(folder.path()) == Names{"a.wav"});
  CHECK(walked(folder.path(), {{"*.wav"}, {}}) == Names{"a.wav"});
  CHECK(walked(folder.path(), {{"._*"}, {}}) == Names{"._a.wav", "deep/._d.wav"});
  CHECK(walked(folder.path(), {{"__MACOSX/*.wav"}, {}}) == Names{"__MACOSX/b.wav"});
}

TEST_CASE("a folder that cannot be listed is an error", "[io]") {
  CHECK_THROWS_AS(walked("/nonexistent/folder"), Error);
}

TEST_CASE("a listing is sent between ranks unchanged", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a.wav", "sub/b.wav", "x.txt", "y.htk"});
  fs::create_directory_symlink("/", folder / "link");
  const auto listed = io::list_folder(folder.path(), "", {{}, {"*.flac", "*.txt"}});
  ByteWriter writer;
  encode(writer, listed);
  const auto bytes = writer.take();
  ByteReader reader(bytes);
  const auto again = io::decode_folder(reader);
  CHECK(again.id == listed.id);
  CHECK(again.files == std::string("a.wav\0", 6));
  CHECK(again.folders == std::string("sub\0", 4));
  REQUIRE(again.links.size() == 1);
  CHECK(again.links[0].name == "link");
  CHECK(again.links[0].target == listed.links[0].target);
  CHECK(again.left_out == io::LeftOut{{"htk", 1}});
  CHECK(again.used == "01");
  CHECK(reader.at_end());
}
