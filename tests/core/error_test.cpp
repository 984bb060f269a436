#include "mpietl/core/error.hpp"

#include <cerrno>
#include <cstring>

#include "support/catch.hpp"
#include "support/file_size_limit.hpp"

using namespace mpietl;

TEST_CASE("a failed call says what, where and why", "[core]") {
  const auto error = system_error("open", "a\nb.wav", ENOENT);
  const std::string text = error.what();
  CHECK(text.find("a\\nb.wav") != std::string::npos);
  CHECK(text.find(std::strerror(ENOENT)) != std::string::npos);
  CHECK(error.reason() == Reason::not_found);
  CHECK(system_error("write", "x", ENOSPC).reason() == Reason::no_space);
  CHECK(system_error("open", "x", EACCES).reason() == Reason::permission);
  CHECK(system_error("read", "x", EIO).reason() == Reason::storage);
}

TEST_CASE("a file too large for its file system fails alone, unless the process is limited",
          "[core]") {
  CHECK(write_error("write", "a", EFBIG).reason() == Reason::storage);
  const test::FileSizeLimit limit(1000);
  CHECK(write_error("write", "a", EFBIG).reason() == Reason::no_space);
}

TEST_CASE("an I/O error is a failure of the disk in writing, not in reading", "[core]") {
  CHECK(write_error("write", "a", EIO).reason() == Reason::host);
  CHECK(write_error("write", "a", EIO).is_transient());
  CHECK(write_error("create", "a", EACCES).reason() == Reason::permission);
  CHECK(write_error("create", "a", ENAMETOOLONG).reason() == Reason::storage);
  CHECK(system_error("read", "a", EIO).reason() == Reason::storage);
}
