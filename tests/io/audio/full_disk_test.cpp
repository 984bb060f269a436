#include <sys/mount.h>

#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/file_size_limit.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// A small file system in a folder, if this user may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& options)
      : is_mounted_(::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options.c_str()) == 0) {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  SmallDisk(SmallDisk&&) = delete;
  SmallDisk& operator=(SmallDisk&&) = delete;
  ~SmallDisk() {
    if (is_mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }

  [[nodiscard]] bool is_there() const { return is_mounted_; }
  [[nodiscard]] const test::TemporaryFolder& folder() const { return folder_; }

  [[nodiscard]] bool forbid_writing() const {
    return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "") == 0;
  }

 private:
  test::TemporaryFolder folder_;
  bool is_mounted_;
};

/// The reason why a file of 200 kB cannot be written there.
Reason reason_at(const SmallDisk& disk) {
  const auto work = [&] {
    test::write_sound(disk.folder() / "a.wav", test::wav("float", 1, 8000), test::ramp(50'000));
  };
  return test::failure_of(work).reason();
}

}  // namespace

TEST_CASE("a disk that is full at any byte leaves no file", "[io]") {
  const test::TemporaryFolder folder;
  const auto samples = test::ramp(5000);
  for (const char* subtype : {"float", "pcm_16", "pcm_24"}) {
    for (const rlim_t bytes : {0U, 10U, 44U, 60U, 1000U, 9999U}) {
      INFO(subtype << " at " << bytes);
      const test::FileSizeLimit limit(bytes);
      const auto error = test::failure_of(
          [&] { test::write_sound(folder / "a.wav", test::wav(subtype, 1, 8000), samples); });
      CHECK(error.reason() == Reason::no_space);
      CHECK(test::contains(error.what(), "a.wav"));
      CHECK(folder.entries() == 0);
    }
  }
}

TEST_CASE("a small disk that is full, without inodes, or read-only", "[io]") {
  const SmallDisk full("size=100k");
  const SmallDisk nameless("nr_inodes=1");
  const SmallDisk fixed("size=1m");
  if (!full.is_there() || !nameless.is_there() || !fixed.forbid_writing()) {
    WARN("skipped: no file system can be mounted here");
    return;
  }
  CHECK(reason_at(full) == Reason::no_space);
  CHECK(full.folder().entries() == 0);
  CHECK(reason_at(nameless) == Reason::no_space);
  CHECK(reason_at(fixed) == Reason::host);
}
