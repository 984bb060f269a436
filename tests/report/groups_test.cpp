#include "mpietl/report/groups.hpp"

#include "support/catch.hpp"

using mpietl::Record;
using mpietl::report::group_by;

TEST_CASE("errors that differ in the path only are one group, and the largest is first") {
  std::vector<Record> files(4);
  files[0].path = "in/zero.wav";
  files[0].error = "in/zero.wav: odd";
  for (std::size_t i = 1; i < 4; ++i) {
    files[i].path = "in/" + std::to_string(i) + ".wav";
    files[i].error = "cannot open " + files[i].path + ": gone";
  }
  const auto groups = group_by({&files[0], &files[1], &files[2], &files[3]}, &Record::error);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].reason == "cannot open FILE: gone");
  CHECK(groups[0].files.size() == 3);
  CHECK(groups[1].files.front() == &files[0]);
}

TEST_CASE("a path that may be a part of a word is left in its place") {
  Record file;
  file.path = "a";
  file.error = "bad data";
  CHECK(group_by({&file}, &Record::error).front().reason == "bad data");
}
