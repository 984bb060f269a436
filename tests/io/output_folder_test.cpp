// Output folders that are made, and those that a vanished disk takes along.
#include "mpietl/io/output_folder.hpp"

#include "io/files.hpp"
#include "mpietl/io/discover.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

class Output {
 public:
  Output() { std::filesystem::create_directory(root); }

  [[nodiscard]] io::Destination destination(const std::string& name) const {
    return test::destination(root + "/" + name, root);
  }

  void take_away() const { std::filesystem::remove_all(root); }

  test::TemporaryFolder folder;
  std::string root = folder / "out";
};

/// What `work` throws.
template <class Work>
Error failure_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {Reason::internal, "nothing"};
}

}  // namespace

TEST_CASE("folders are made below the root, however it is written", "[io]") {
  const Output out;
  for (const auto* const slashes : {"", "/", "//"}) {
    const auto root = out.root + slashes;
    const auto path = root + "/a/b/c.wav";
    io::make_folders_below(root, path);
    CHECK(io::is_folder(out.root + "/a/b"));
    std::filesystem::remove_all(out.root + "/a");
  }
  io::make_folders_below(out.root, out.root + "/c.wav");
  CHECK(std::filesystem::is_empty(out.root));
}

TEST_CASE("a root that is gone is not made again", "[io]") {
  const Output out;
  out.take_away();
  for (const auto* name : {"a.wav", "deep/a.wav"}) {
    const auto error = failure_of([&] { io::AtomicFile(out.destination(name)); });
    CHECK(error.reason() == Reason::host);
    CHECK(error.what() ==
          "the output folder " + out.root + " is gone; see whether its disk is mounted");
    CHECK(out.folder.entries() == 0);
  }
}

TEST_CASE("without a root no folder is made", "[io]") {
  const Output out;
  const auto path = out.root + "/deep/a.wav";
  const auto error = failure_of([&] { io::AtomicFile(test::destination(path)); });
  CHECK(error.reason() == Reason::host);
  CHECK(std::filesystem::is_empty(out.root));
  // A name that only begins like the root is not below it.
  const auto beside = out.root + "side/a.wav";
  CHECK(failure_of([&] { io::AtomicFile(test::destination(beside, out.root)); }).reason() ==
        Reason::host);
  CHECK(out.folder.entries() == 1);
}

TEST_CASE("a root that goes while a file is written is the host's failure", "[io]") {
  const Output out;
  io::AtomicFile file(out.destination("deep/a.wav"));
  out.take_away();
  const auto error = failure_of([&] { file.commit(); });
  CHECK(error.reason() == Reason::host);
  CHECK(std::string(error.what()).find(out.root + " is gone") != std::string::npos);
  CHECK(out.folder.entries() == 0);
}

TEST_CASE("a temporary file that was taken away is no failure of the host", "[io]") {
  const Output out;
  const auto destination = out.destination("a.wav");
  io::AtomicFile file(destination);
  std::filesystem::remove(destination.temporary);
  CHECK(failure_of([&] { file.commit(); }).reason() == Reason::not_found);
}

TEST_CASE("a folder that is a link to nowhere, or a file, fails its outputs only", "[io]") {
  const Output out;
  std::filesystem::create_symlink(out.folder / "nowhere", out.root + "/link");
  test::write_all(out.root + "/file", "");
  for (const auto* name : {"link/a.wav", "file/a.wav", "file/deep/a.wav"}) {
    CHECK(failure_of([&] { io::AtomicFile(out.destination(name)); }).reason() == Reason::not_found);
  }
  CHECK(out.folder.entries() == 1);
}
