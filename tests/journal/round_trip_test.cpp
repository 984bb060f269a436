#include <filesystem>
#include <random>
#include <thread>

#include "journal/journals.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/journal/journal.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("a journal is read as it was written", "[journal]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "deep/r.h5.journal";
  test::Random random(7);
  std::vector<Record> records;
  {
    journal::Writer writer(path, test::sample_run(), test::sample_rank(), Durability::stored);
    for (std::int64_t i = 0; i < 100; ++i) {
      auto record = test::random_row<Record>(random, record_columns);
      record.index = i;
      writer.begin(test::started(i));
      writer.end(record);
      records.push_back(record);
    }
    writer.begin(test::started(100));
    writer.finish("complete");
  }
  const auto all = test::read_journal(path);
  REQUIRE(all.past.runs.size() == 1);
  const auto& past = all.past.runs.front();
  CHECK(past.run == test::sample_run());
  CHECK(past.ranks == std::vector{test::sample_rank()});
  CHECK(past.ending == "complete");
  CHECK_FALSE(past.seems_alive);
  CHECK(past.damaged == 0);
  REQUIRE(all.entries.size() == 101);
  for (std::size_t i = 0; i < 100; ++i) {
    records[i].path.clear();
    records[i].output.clear();
    REQUIRE(all.entries[i].ended);
    CHECK(all.entries[i].started == test::started(static_cast<std::int64_t>(i)));
    CHECK(test::difference(*all.entries[i].ended, records[i], record_columns).empty());
  }
  CHECK_FALSE(all.entries[100].ended);
}

TEST_CASE("a begin and the ends before it are in the file at once", "[journal]") {
  const test::TemporaryFolder folder;
  journal::Writer writer(folder / "j", test::sample_run(), test::sample_rank(), Durability::cached);
  writer.begin(test::started(1));
  writer.end(test::ended(1));
  CHECK_FALSE(test::read_journal(folder / "j").entries.at(0).ended);
  writer.begin(test::started(2));
  const auto all = test::read_journal(folder / "j");
  REQUIRE(all.entries.size() == 2);
  CHECK(all.entries[0].ended);
  CHECK_FALSE(all.entries[1].ended);
}

TEST_CASE("texts of any length are kept, or shortened", "[journal]") {
  const test::TemporaryFolder folder;
  auto run = test::sample_run();
  run.job = std::string((5U << 20U) + 3, 'j');
  run.command_line = std::string((1U << 20U) + 1, 'c');
  auto item = test::started(0);
  item.input = std::string(4095, 'i');
  item.output = std::string(1U << 20U, 'o');
  auto record = test::ended(0);
  record.error = std::string(40U << 20U, 'e');
  record.warning = std::string(1U << 20U, 'w');
  {
    journal::Writer writer(folder / "j", run, test::sample_rank(), Durability::cached);
    writer.begin(item);
    writer.end(record);
    writer.begin(test::started(1));
  }
  const auto all = test::read_journal(folder / "j");
  REQUIRE(all.entries.size() == 2);
  CHECK(all.past.runs.at(0).run == run);
  CHECK(all.entries[0].started == item);
  REQUIRE(all.entries[0].ended);
  CHECK(all.entries[0].ended->warning == record.warning);
  CHECK(all.entries[0].ended->error.size() == (1U << 20U));
}

TEST_CASE("threads share a writer", "[journal]") {
  const test::TemporaryFolder folder;
  {
    journal::Writer writer(folder / "j", test::sample_run(), test::sample_rank(),
                           Durability::cached);
    std::vector<std::thread> threads;
    for (std::int64_t thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&writer, thread] {
        for (std::int64_t i = thread; i < 1000; i += 4) {
          writer.begin(test::started(i));
          writer.heartbeat();
          writer.end(test::ended(i));
        }
      });
    }
    for (auto& thread : threads) thread.join();
    writer.flush();
  }
  const auto all = test::read_journal(folder / "j");
  REQUIRE(all.entries.size() == 1000);
  for (const auto& entry : all.entries) {
    REQUIRE(entry.ended);
    CHECK(entry.ended->index == entry.started.index);
    CHECK(entry.started == test::started(entry.started.index));
  }
}

TEST_CASE("runs come by number, then by creation, ranks in order", "[journal]") {
  const test::TemporaryFolder folder;
  const auto write = [&](const journal::Run& run, std::int32_t rank) {
    journal::Writer writer(folder / "j", run, test::sample_rank(rank), Durability::cached);
    writer.begin(test::started(run.number * 100 + rank));
    writer.finish(rank == 0 ? "complete" : "its own end");
  };
  auto late = test::sample_run(2, "aaaaaaaaaaaaaaaa");
  late.created = "2024-05-07T00:00:00Z";
  write(test::sample_run(10, "0000000000000000"), 0);
  write(late, 0);
  write(test::sample_run(2, "bbbbbbbbbbbbbbbb"), 1);
  write(test::sample_run(2, "bbbbbbbbbbbbbbbb"), 0);
  const auto all = test::read_journal(folder / "j");
  REQUIRE(all.past.runs.size() == 3);
  CHECK(all.past.runs[0].run.id == "bbbbbbbbbbbbbbbb");
  CHECK(all.past.runs[0].ranks == std::vector{test::sample_rank(0), test::sample_rank(1)});
  CHECK(all.past.runs[0].ending == "complete");
  CHECK(all.past.runs[1].run == late);
  CHECK(all.past.runs[2].run.number == 10);
  REQUIRE(all.entries.size() == 4);
  CHECK(all.entries[1].started.index == 201);
  CHECK(all.entries[1].rank == 1);
  CHECK(all.entries[1].run == 0);
  CHECK(all.entries[3].run == 2);
}

TEST_CASE("removing runs leaves the others", "[journal]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "j";
  const std::vector<std::string> ids{"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"};
  for (const auto& id : ids) {
    const auto run = test::sample_run(1, id);
    journal::Writer(path, run, test::sample_rank(), Durability::cached).finish("complete");
    write_list(path, run, {}, Durability::cached);
  }
  test::write_all(path + "/run-0001-aaaaaaaaaaaaaaaa.rank-00000.bak", "the user's");
  journal::remove_runs(path, std::span(ids).first(1));
  auto past = test::read_journal(path).past;
  REQUIRE(past.runs.size() == 1);
  CHECK(past.runs[0].run.id == ids[1]);
  journal::remove_runs(path, ids);
  CHECK(test::read_journal(path).past.runs.empty());
  CHECK(std::filesystem::exists(path));
  std::filesystem::remove(path + "/run-0001-aaaaaaaaaaaaaaaa.rank-00000.bak");
  journal::remove_runs(path, ids);
  CHECK_FALSE(std::filesystem::exists(path));
  journal::remove_runs(path, ids);
}
