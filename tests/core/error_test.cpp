#include "mpietl/core/error.hpp"

#include <cerrno>

#include "mpietl/core/record.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("a failed call says what, where and why", "[core]") {
  const auto error = system_error("open", "a\nb.wav", ENOENT);
  CHECK(std::string(error.what()) == "cannot open a\\nb.wav: No such file or directory");
  CHECK(error.reason() == Reason::not_found);
  CHECK(system_error("write", "x", ENOSPC).reason() == Reason::no_space);
  CHECK(system_error("open", "x", EACCES).reason() == Reason::permission);
  CHECK(system_error("read", "x", EIO).reason() == Reason::storage);
}

TEST_CASE("a status has a name, and a name a status", "[core]") {
  for (const auto status : {Status::done, Status::failed, Status::skipped}) {
    CHECK(status_from(to_string(status)) == status);
  }
  CHECK_THROWS_AS(status_from("lost"), Error);
}
