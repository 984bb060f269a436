// Files that appear complete or not at all, their temporary names, and new folders.
#include "mpietl/core/atomic_file.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <limits>
#include <set>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// The destination for `path`, in a folder that exists or is made below `root`.
Destination destination(const std::string& path, const std::string& root = {}) {
  return {path, TemporaryNames().temporary_path(path, "test"), root};
}

class Output {
 public:
  Output() { std::filesystem::create_directory(root); }

  [[nodiscard]] Destination to(const std::string& name) const {
    return destination(root + "/" + name, root);
  }

  void take_away() const { std::filesystem::remove_all(root); }

  test::TemporaryFolder folder;
  std::string root = folder / "out";
};

/// The Error that `work` throws.
template <class Work>
Error failure_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {Reason::internal, "nothing"};
}

/// Checks that the file is refused for `reason`, in a message that names it.
void check_refused(const std::string& path, Reason reason) {
  const auto error = failure_of([&] { AtomicFile(destination(path)).commit(); });
  CHECK(error.reason() == reason);
  CHECK(std::string(error.what()).find(path) != std::string::npos);
}

}  // namespace

TEST_CASE("temporary names contain run and item, in the output's folder", "[core]") {
  const TemporaryNames names("0123456789abcdef");
  CHECK(names.temporary_path("/out/deep/a.wav", 0) == "/out/deep/.mpietl-0123456789abcdef-0.tmp");
  CHECK(names.temporary_path("a.wav", 0x2a) == ".mpietl-0123456789abcdef-2a.tmp");
  CHECK(names.temporary_path("b/a.wav", std::numeric_limits<std::int64_t>::max()) ==
        "b/.mpietl-0123456789abcdef-7fffffffffffffff.tmp");
  CHECK(names.temporary_path("b/a.jsonl", "manifest") == "b/.mpietl-0123456789abcdef-manifest.tmp");
}

TEST_CASE("each run has its own id", "[core]") {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.insert(TemporaryNames().run_id());
  CHECK(ids.size() == 100);
  CHECK(ids.begin()->size() == 16);
}

TEST_CASE("a temporary name may have the final extension", "[core]") {
  const TemporaryNames names("0123456789abcdef");
  const auto path = names.path_with_extension("/out/a.b.opus", 0x2a);
  CHECK(path == "/out/.mpietl-0123456789abcdef-2a.tmp.opus");
  CHECK(names.path_with_extension("/out/a", 1) == names.temporary_path("/out/a", 1));
  CHECK(run_id_of(".mpietl-0123456789abcdef-2a.tmp.opus") == "0123456789abcdef");
  CHECK_FALSE(run_id_of(".mpietl-0123456789abcdef-2a.tmpopus"));
  CHECK_FALSE(run_id_of(".mpietl-0123456789abcdef-2a.wav"));
  CHECK_FALSE(run_id_of(".mpietl-0123456789abcdef-.tmp.wav"));
}

TEST_CASE("a file appears complete, in a new folder", "[core]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "new/deep/a.bin";
  AtomicFile file(destination(path, folder.path()));
  file.file().write("abc", 3);
  CHECK_FALSE(std::filesystem::exists(path));
  file.commit();
  CHECK(test::read_all(path) == "abc");
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "new/deep"), {}) == 1);
}

TEST_CASE("a file without commit is removed, and the old one stays", "[core]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.bin", "old");
  {
    AtomicFile file(destination(folder / "a.bin"));
    file.file().write("new", 3);
  }
  CHECK(test::read_all(folder / "a.bin") == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a link under the final name is replaced, not followed", "[core]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "precious", "precious");
  std::filesystem::create_symlink(folder / "precious", folder / "a.bin");
  AtomicFile file(destination(folder / "a.bin"));
  file.commit();
  CHECK(test::read_all(folder / "precious") == "precious");
  CHECK_FALSE(std::filesystem::is_symlink(folder / "a.bin"));
}

TEST_CASE("a folder is not replaced", "[core]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "a.bin/full");
  check_refused(folder / "a.bin", Reason::storage);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a device is not replaced", "[core]") { check_refused("/dev/null", Reason::storage); }

TEST_CASE("a folder without permission is an error", "[core]") {
  if (::geteuid() == 0) return;  // Root may write everywhere.
  const test::TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0500);
  check_refused(folder / "a.bin", Reason::permission);
  ::chmod(folder.path().c_str(), 0700);
}

TEST_CASE("a new file has the permissions of the umask", "[core]") {
  const test::TemporaryFolder folder;
  const mode_t before = ::umask(027);
  AtomicFile(destination(folder / "a.bin")).commit(Durability::stored);
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat((folder / "a.bin").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0640U);
}

TEST_CASE("the longest possible name works", "[core]") {
  const test::TemporaryFolder folder;
  const auto path = folder / std::string(255, 'n');
  AtomicFile(destination(path)).commit();
  CHECK(std::filesystem::exists(path));
}

TEST_CASE("a file where a folder should be is an error", "[core]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "file", "");
  CHECK_THROWS_AS(AtomicFile(destination(folder / "file/a.bin", folder.path())), Error);
}

TEST_CASE("an old temporary file is replaced, and a link there is not followed", "[core]") {
  const test::TemporaryFolder folder;
  const auto to = destination(folder / "a.bin");
  test::write_all(folder / "precious", "precious");
  SECTION("a file that could not be removed") { test::write_all(to.temporary, "left"); }
  SECTION("a link") { std::filesystem::create_symlink(folder / "precious", to.temporary); }
  AtomicFile file(to);
  file.file().write("abc", 3);
  file.commit();
  CHECK(test::read_all(folder / "a.bin") == "abc");
  CHECK(test::read_all(folder / "precious") == "precious");
  CHECK(folder.entries() == 2);
}

TEST_CASE("a folder under the temporary name is an error, and stays", "[core]") {
  const test::TemporaryFolder folder;
  const auto to = destination(folder / "a.bin");
  std::filesystem::create_directory(to.temporary);
  CHECK_THROWS_AS(AtomicFile(to), Error);
  CHECK(std::filesystem::is_directory(to.temporary));
}

TEST_CASE("folders are made below the root, with any number of slashes", "[core]") {
  const Output out;
  for (const auto* const slashes : {"", "/", "//"}) {
    const auto root = out.root + slashes;
    const auto path = root + "/a/b/c.wav";
    make_folders_below(root, path);
    CHECK(std::filesystem::is_directory(out.root + "/a/b"));
    std::filesystem::remove_all(out.root + "/a");
  }
  make_folders_below(out.root, out.root + "/c.wav");
  CHECK(std::filesystem::is_empty(out.root));
}

TEST_CASE("a missing root is not made", "[core]") {
  const Output out;
  out.take_away();
  for (const auto* name : {"a.wav", "deep/a.wav"}) {
    const auto error = failure_of([&] { AtomicFile(out.to(name)); });
    CHECK(error.reason() == Reason::host);
    CHECK(std::string(error.what()).find(out.root) != std::string::npos);
    CHECK(out.folder.entries() == 0);
  }
}

TEST_CASE("without a root no folder is made", "[core]") {
  const Output out;
  const auto path = out.root + "/deep/a.wav";
  const auto error = failure_of([&] { AtomicFile(destination(path)); });
  CHECK(error.reason() == Reason::host);
  CHECK(std::filesystem::is_empty(out.root));
  // A path that only begins with the same letters is not below the root.
  const auto beside = out.root + "side/a.wav";
  CHECK(failure_of([&] { AtomicFile(destination(beside, out.root)); }).reason() == Reason::host);
  CHECK(out.folder.entries() == 1);
}

TEST_CASE("a root that vanishes during writing is a failure of the host", "[core]") {
  const Output out;
  AtomicFile file(out.to("deep/a.wav"));
  out.take_away();
  const auto error = failure_of([&] { file.commit(); });
  CHECK(error.reason() == Reason::host);
  CHECK(std::string(error.what()).find(out.root) != std::string::npos);
  CHECK(out.folder.entries() == 0);
}

TEST_CASE("a removed temporary file is not a failure of the host", "[core]") {
  const Output out;
  const auto to = out.to("a.wav");
  AtomicFile file(to);
  std::filesystem::remove(to.temporary);
  CHECK(failure_of([&] { file.commit(); }).reason() == Reason::not_found);
}

TEST_CASE("a dangling link or a file as folder fails only its outputs", "[core]") {
  const Output out;
  std::filesystem::create_symlink(out.folder / "nowhere", out.root + "/link");
  test::write_all(out.root + "/file", "");
  for (const auto* name : {"link/a.wav", "file/a.wav", "file/deep/a.wav"}) {
    CHECK(failure_of([&] { AtomicFile(out.to(name)); }).reason() == Reason::not_found);
  }
  CHECK(out.folder.entries() == 1);
}
