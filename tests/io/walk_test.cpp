#include "mpietl/core/error.hpp"
#include "mpietl/io/folder.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> walked(const std::string& root, const io::NameFilter& filter = {}) {
  std::vector<std::string> files;
  io::walk(
      [&](const auto& folders) {
        std::vector<io::Folder> listed;
        for (const auto& each : folders) listed.push_back(io::list_folder(root, each, filter));
        return listed;
      },
      [&](const std::string& relative) { files.push_back(relative); });
  return files;
}

void touch(const test::TemporaryFolder& folder, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    fs::create_directories(fs::path(folder / name).parent_path());
    test::write_all(folder / name, "");
  }
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is walked to its depths, in bytewise order", "[io]") {
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

TEST_CASE("a folder that cannot be listed is an error", "[io]") {
  CHECK_THROWS_AS(walked("/nonexistent/folder"), Error);
}

TEST_CASE("a listing survives its way between ranks", "[io]") {
  const test::TemporaryFolder folder;
  touch(folder, {"a.wav", "sub/b.wav"});
  fs::create_directory_symlink("/", folder / "link");
  const auto listed = io::list_folder(folder.path(), "", {});
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
  CHECK(reader.at_end());
}
