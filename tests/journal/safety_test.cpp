#include <sys/stat.h>

#include <filesystem>

#include "journal/journals.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/journal/journal.hpp"
#include "support/catch.hpp"
#include "support/file_size_limit.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

namespace {

void write_one(const std::string& folder) {
  journal::Writer writer(folder, test::sample_run(), test::sample_rank(), Durability::cached);
  writer.begin(test::started(1));
  writer.finish("complete");
}

template <class Act>
Reason reason_of(const Act& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.reason();
  }
  FAIL("no error");
  return Reason::internal;
}

}  // namespace

TEST_CASE("a journal is not written through links", "[journal]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "elsewhere");
  fs::create_symlink("elsewhere", folder / "link");
  CHECK(reason_of([&] { write_one(folder / "link"); }) == Reason::permission);
  fs::create_symlink("nowhere", folder / "dangling");
  CHECK(reason_of([&] { write_one(folder / "dangling"); }) == Reason::permission);
  CHECK(fs::is_empty(folder / "elsewhere"));

  const auto victim = folder / "victim";
  test::write_all(victim, "the user's");
  fs::create_directories(folder / "j");
  fs::create_symlink(victim, test::rank_file(folder / "j"));
  CHECK_THROWS_AS(write_one(folder / "j"), Error);
  fs::create_symlink(victim, folder / "j/run-0001-0123456789abcdef.list");
  CHECK_THROWS_AS(write_list(folder / "j", test::sample_run(), {}, Durability::cached), Error);
  CHECK(test::read_all(victim) == "the user's");
  CHECK_FALSE(fs::exists(folder / "nowhere"));
}

TEST_CASE("a journal that exists is not written again", "[journal]") {
  const test::TemporaryFolder folder;
  write_one(folder.path());
  const auto before = test::read_all(test::rank_file(folder.path()));
  CHECK_THROWS_AS(write_one(folder.path()), Error);
  CHECK(test::read_all(test::rank_file(folder.path())) == before);
}

TEST_CASE("files that are not journals are left alone", "[journal]") {
  const test::TemporaryFolder folder;
  write_one(folder / "j");
  const auto file = test::rank_file(folder / "j");
  fs::create_symlink(file, test::rank_file(folder / "j", 1));
  fs::create_directories(test::rank_file(folder / "j", 2));
  REQUIRE(::mkfifo(test::rank_file(folder / "j", 3).c_str(), 0600) == 0);
  test::write_all(test::rank_file(folder / "j", 4), std::string(100, 'x'));
  test::write_all(folder / "j/run-0001-0123456789ABCDEF.rank-00000", test::read_all(file));
  test::write_all(folder / "j/run-01-0123456789abcdef.rank-00000", test::read_all(file));
  test::write_all(folder / "j/run-0001-0123456789abcdef.rank-5", test::read_all(file));
  test::write_all(folder / "j/run-99999999999-0123456789abcdef.rank-00000", test::read_all(file));
  const auto all = test::read_journal(folder / "j");
  CHECK(all.entries.size() == 1);
  CHECK(all.past.runs.size() == 1);
  CHECK(all.past.foreign_files == 4);
}

TEST_CASE("a link in place of a journal's folder is not read", "[journal]") {
  const test::TemporaryFolder folder;
  write_one(folder / "j");
  fs::create_symlink("j", folder / "link");
  CHECK(reason_of([&] { test::read_journal(folder / "link"); }) == Reason::permission);
  CHECK_THROWS_AS(journal::remove_runs(folder / "link", std::vector{test::sample_run().id}), Error);
  CHECK(fs::exists(test::rank_file(folder / "j")));
  CHECK(test::read_journal(folder / "missing").past.runs.empty());
}

TEST_CASE("a full disk is an error of space, and written entries stay", "[journal]") {
  for (const rlim_t bytes : {0U, 100U, 300U, 5000U, 5001U, 5300U}) {
    const test::TemporaryFolder folder;
    INFO("full at " << bytes);
    std::int64_t begun = 0;
    CHECK(reason_of([&] {
            const test::FileSizeLimit limit(bytes);
            journal::Writer writer(folder.path(), test::sample_run(), test::sample_rank(),
                                   Durability::cached);
            for (; begun < 1000; ++begun) {
              writer.begin(test::started(begun));
              writer.end(test::ended(begun));
            }
          }) == Reason::no_space);
    const auto all = test::read_journal(folder.path());
    REQUIRE(all.entries.size() == static_cast<std::size_t>(begun));
    for (std::int64_t i = 0; i + 1 < begun; ++i) {
      CHECK(all.entries[static_cast<std::size_t>(i)].ended);
    }
    for (const auto& run : all.past.runs) CHECK(run.damaged == 0);
  }
}

TEST_CASE("ends that did not fit are written when there is space", "[journal]") {
  const test::TemporaryFolder folder;
  journal::Writer writer(folder.path(), test::sample_run(), test::sample_rank(),
                         Durability::cached);
  writer.begin(test::started(0));
  writer.end(test::ended(0));
  {
    const test::FileSizeLimit limit(fs::file_size(test::rank_file(folder.path())) + 30);
    CHECK(reason_of([&] { writer.begin(test::started(1)); }) == Reason::no_space);
    CHECK(reason_of([&] { writer.flush(); }) == Reason::no_space);
  }
  writer.finish("no space");
  const auto all = test::read_journal(folder.path());
  REQUIRE(all.entries.size() == 1);
  CHECK(all.entries[0].ended);
  CHECK(all.past.runs.at(0).ending == "no space");
  CHECK(all.past.runs.at(0).damaged == 0);
}
