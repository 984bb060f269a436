#include "mpietl/report/analysis/groups.hpp"

#include <algorithm>

#include "support/catch.hpp"

using mpietl::Record;
using mpietl::report::group_by;

namespace {

/// Groups of files with these errors.
std::vector<mpietl::report::Group> grouped(std::vector<Record>& files) {
  std::vector<const Record*> all;
  for (const Record& file : files) all.push_back(&file);
  return group_by(all, &Record::error);
}

}  // namespace

TEST_CASE("errors that differ only in the path form one group, the largest first") {
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

TEST_CASE("a path that may be part of a word is not replaced") {
  Record file;
  file.path = "a";
  file.error = "bad data";
  CHECK(group_by({&file}, &Record::error).front().reason == "bad data");
}

TEST_CASE("a group knows what kind of error it is") {
  std::vector<Record> files(2);
  files[0].error = "no audio";
  files[0].error_kind = "format";
  files[0].warning = files[1].warning = "odd";
  CHECK(grouped(files)[0].kind == "format");
  CHECK(grouped(files)[1].kind.empty());
  CHECK(group_by({files.data()}, &Record::warning).front().kind.empty());
}

TEST_CASE("of many errors those that differ in numbers only are one group") {
  std::vector<Record> files(22);
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].error = std::to_string(7 * i) + ".5 s of 1000 are odd";
  }
  files[21].error = "status 1";
  const auto groups = grouped(files);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].reason == "N s of 1000 are odd");
  CHECK(groups[0].files.size() == 21);
  CHECK(groups[1].reason == "status 1");
}

TEST_CASE("few errors keep their numbers") {
  std::vector<Record> files(5);
  for (std::size_t i = 0; i < files.size(); ++i) files[i].error = "status " + std::to_string(i);
  CHECK(grouped(files).size() == 5);
}
