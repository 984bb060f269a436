#include "app/journal_report.hpp"

#include "app/past_runs.hpp"
#include "journal/journals.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr const char* fingerprint = "00112233445566778899aabbccddeeff";

journal::Run run_of(std::int32_t number, std::uint64_t seed = 42) {
  auto run = test::sample_run(number, std::string(15, 'a') + std::to_string(number));
  run.job = "[run]\nseed = " + std::to_string(seed) + "\n";
  return run;
}

Record record_of(std::int64_t index, Status status, const std::string& hash = fingerprint) {
  auto record = test::ended(index);
  record.status = status;
  record.fingerprint = hash;
  record.bytes_in = 10;
  record.start = static_cast<double>(index);
  record.total_seconds = 2.0;
  return record;
}

journal::Started begun(std::int64_t index, const std::string& hash = fingerprint) {
  auto item = test::started(index);
  item.fingerprint = hash;
  return item;
}

/// Writes a journal: runs of one rank with five items each.
class Journal {
 public:
  void list(const journal::Run& run, std::size_t count = 5) const {
    const auto paths = [](std::size_t index) {
      const auto item = test::started(static_cast<std::int64_t>(index));
      return journal::Paths{item.input, item.output};
    };
    write_list(path(), run, {count, paths}, Durability::cached);
  }

  [[nodiscard]] journal::Writer writer(const journal::Run& run) const {
    return {path(), run, test::sample_rank(), Durability::cached};
  }

  [[nodiscard]] report::Report rebuilt(const report::Report& before = {}) const {
    const auto past = journal::read(path(), [](const auto&) {});
    auto items = app::items_of(path(), past);
    is_complete_ = items.is_complete;
    app::JoinedRows rows(std::move(items));
    report::Report report{app::rebuild(path(), past, before, rows), {}};
    const auto files = app::rows_of(rows);
    for (std::size_t i = 0; i < files.size; ++i) report.files.push_back(files.at(i));
    return report;
  }

  [[nodiscard]] bool is_complete() const { return is_complete_; }
  [[nodiscard]] std::string path() const { return folder_.path(); }

 private:
  test::TemporaryFolder folder_;
  mutable bool is_complete_ = false;
};

std::string statuses(const report::Report& report) {
  std::string text;
  for (const auto& file : report.files) text += to_string(file.status).substr(0, 1);
  return text;
}

}  // namespace

TEST_CASE("the report of a run that died has every input once", "[app]") {
  const Journal journal;
  journal.list(run_of(1));
  {
    auto writer = journal.writer(run_of(1));
    writer.begin(begun(0));
    writer.end(record_of(0, Status::done));
    writer.begin(begun(3));
    writer.end(record_of(3, Status::failed));
    writer.begin(begun(2));
  }
  const auto report = journal.rebuilt();
  CHECK(journal.is_complete());
  CHECK(statuses(report) == "dssfs");
  CHECK(report.files[0].path == "in/0.wav");
  CHECK(report.files[0].output == "out/0.wav");
  CHECK_FALSE(report.files[2].error.empty());
  CHECK(report.files[2].attempt == 1);
  CHECK(report.files[4].error.empty());
  const auto& summary = report.summary;
  CHECK(summary.status == "partial");
  CHECK_FALSE(summary.reason.empty());
  CHECK(summary.seed == 42);
  CHECK(summary.command_line == "mpietl run corpus");
  CHECK(summary.hosts == "n1");
  CHECK(summary.wall_seconds == 5.0);
  CHECK(summary.done == 1);
  CHECK(summary.failed == 1);
  CHECK(summary.skipped == 3);
  REQUIRE(report.ranks.size() == 1);
  CHECK(report.ranks[0].items == 2);
  CHECK(report.ranks[0].bytes == 20);
  CHECK(report.ranks[0].busy_seconds == 4.0);
  CHECK(report.ranks[0].wall_seconds == 5.0);
  CHECK(report.ranks[0].idle_seconds == 6.0);
}

TEST_CASE("a run that only lacked its report has a complete one", "[app]") {
  const Journal journal;
  journal.list(run_of(1), 1);
  {
    auto writer = journal.writer(run_of(1));
    writer.begin(begun(0));
    writer.end(record_of(0, Status::done));
    writer.finish("complete");
  }
  const auto report = journal.rebuilt();
  CHECK(report.summary.status == "complete");
  CHECK(report.summary.reason.empty());
}

TEST_CASE("a report joins the runs of a journal", "[app]") {
  const Journal journal;
  const std::string other(32, '7');
  journal.list(run_of(1));
  {
    auto writer = journal.writer(run_of(1));
    for (const auto index : {0, 1, 2}) {
      writer.begin(begun(index));
      writer.end(record_of(index, Status::done));
    }
    writer.finish("SIGTERM");
  }
  journal.list(run_of(2));
  {
    auto writer = journal.writer(run_of(2));
    writer.begin(begun(0));
    writer.begin(begun(1, other));
    writer.begin(begun(2, other));
    writer.end(record_of(2, Status::failed, other));
    writer.begin(begun(4));
    writer.end(record_of(4, Status::done));
    writer.flush();
  }
  const auto report = journal.rebuilt();
  // What is done stays done, unless its input changed in the meantime.
  CHECK(statuses(report) == "dsfsd");
  CHECK(report.files[0].run == 1);
  CHECK(report.files[4].run == 2);
  CHECK(report.summary.run == 2);
  REQUIRE(report.history.size() == 1);
  CHECK(report.history[0].run == 1);
  CHECK(report.history[0].ended == "SIGTERM");
  CHECK(report.history[0].wall_seconds == 4.0);
  CHECK(report.history[0].hosts == "n1");
}

TEST_CASE("runs of another job do not count", "[app]") {
  const Journal journal;
  journal.list(run_of(1, 7));
  {
    auto writer = journal.writer(run_of(1, 7));
    writer.begin(begun(0));
    writer.end(record_of(0, Status::done));
    writer.flush();
  }
  {
    auto writer = journal.writer(run_of(2, 8));
    writer.begin(begun(3));
  }
  const auto report = journal.rebuilt();
  CHECK_FALSE(journal.is_complete());
  REQUIRE(report.files.size() == 1);
  CHECK(report.files[0].path == "in/3.wav");
  CHECK(report.history.size() == 1);
}

TEST_CASE("a newest run without a header has the job of the run before", "[app]") {
  const Journal journal;
  journal.list(run_of(1));
  journal.writer(run_of(1)).finish("SIGINT");
  journal.list(run_of(2));
  const auto report = journal.rebuilt();
  CHECK(report.summary.run == 2);
  CHECK(report.summary.job == run_of(1).job);
  CHECK(report.summary.command_line == run_of(1).command_line);
  CHECK(report.summary.status == "partial");
  CHECK(statuses(report) == "sssss");
}

TEST_CASE("a newest run without a list has that of the run before", "[app]") {
  const Journal journal;
  journal.list(run_of(1));
  journal.writer(run_of(1)).finish("SIGINT");
  journal.writer(run_of(2)).flush();
  CHECK(statuses(journal.rebuilt()) == "sssss");
  CHECK(journal.is_complete());
}

TEST_CASE("a report beside the journal includes runs without a journal", "[app]") {
  const Journal journal;
  journal.list(run_of(3));
  journal.writer(run_of(3)).begin(begun(0));
  report::Report before;
  for (const auto run : {1, 2}) before.history.emplace_back().run = run;
  before.history[1].ended = "complete";
  for (const auto index : {0, 1, 2, 99}) {
    auto& file =
        before.files.emplace_back(record_of(index, index == 2 ? Status::skipped : Status::done));
    file.path = test::started(index).input;
    file.output = test::started(index).output;
    file.run = 2;
  }
  const auto report = journal.rebuilt(before);
  CHECK(statuses(report) == "ddsss");
  CHECK(report.files[1].run == 2);
  REQUIRE(report.history.size() == 2);
  CHECK(report.history[1].ended == "complete");
}
