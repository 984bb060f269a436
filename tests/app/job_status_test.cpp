#include "app/job_status.hpp"

#include <cmath>

#include "journal/journals.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using view::JobState;

namespace {

// Of a run whose clock is 100 s old.
constexpr double now = 1'700'000'100.0;

journal::PastRun run_of(bool is_alive, const std::string& ending = "") {
  journal::PastRun run;
  run.run = test::sample_run();
  run.run.started_unix_seconds = now - 100.0;
  run.run.items = 20;
  run.run.bytes_to_do = 2000;
  run.ranks = {test::sample_rank(0), test::sample_rank(1)};
  run.ranks[1].host = "n2";
  run.ending = ending;
  run.seems_alive = is_alive;
  run.seconds_since_write = 4.0;
  return run;
}

journal::Entry ended(std::int64_t index, Status status, double start, std::int32_t rank = 0) {
  auto record = test::ended(index);
  record.status = status;
  record.start = start;
  record.total_seconds = 5.0;
  if (status == Status::failed) record.error = "error " + std::to_string(index);
  auto started = test::started(index);
  started.bytes = 100;
  return {0, rank, started, record};
}

journal::Entry open(std::int64_t index, double began, std::int32_t rank = 0) {
  auto started = test::started(index);
  started.unix_seconds = now - 100.0 + began;
  return {0, rank, started, std::nullopt};
}

app::StatusTally tally_of(const std::vector<journal::Entry>& entries) {
  app::StatusTally tally;
  for (const auto& entry : entries) tally.add(entry);
  return tally;
}

}  // namespace

TEST_CASE("the status of a running job has done, current and remaining items and time", "[app]") {
  const auto tally = tally_of({ended(0, Status::done, 20.0), ended(1, Status::failed, 25.0),
                               ended(2, Status::dropped, 30.0, 1), ended(3, Status::done, 30.0, 1),
                               open(4, 90.0), open(5, 60.0, 1)});
  auto run = run_of(true);
  run.run.kept = 3;
  run.run.set_aside = 1;
  run.run.dropped = 2;
  const auto status = tally.status(run, now);
  CHECK(status.state == JobState::running);
  CHECK(app::exit_status_of(status) == ExitStatus::still_running);
  CHECK(status.items == 20);
  CHECK(status.done == 3 + 2);
  CHECK(status.failed == 1 + 1);
  CHECK(status.dropped == 2 + 1);
  CHECK(status.skipped() == 10);
  // From second 20 to second 100.
  CHECK(status.items_per_second == Approx(4.0 / 80.0));
  CHECK(status.bytes_per_second == Approx(400.0 / 80.0));
  CHECK(status.seconds_left == Approx(1600.0 / 5.0));
  REQUIRE(status.in_flight.size() == 2);
  CHECK(status.in_flight[0].path == "in/5.wav");
  CHECK(status.in_flight[0].host == "n2");
  CHECK(status.in_flight[0].rank == 1);
  CHECK(status.in_flight[0].seconds == Approx(40.0));
  CHECK(status.in_flight[1].seconds == Approx(10.0));
}

TEST_CASE("without sizes, the time left is estimated from items", "[app]") {
  auto entry = ended(0, Status::done, 50.0);
  entry.started.bytes = -1;
  auto run = run_of(true);
  run.run.bytes_to_do = 0;
  const auto status = tally_of({entry}).status(run, now);
  CHECK(status.seconds_left == Approx(19.0 * 50.0));
  CHECK(status.bytes_per_second == 0.0);
}

TEST_CASE("before anything has ended, there is no rate", "[app]") {
  const auto status = tally_of({open(0, 99.0)}).status(run_of(true), now);
  CHECK(status.skipped() == 20);
  CHECK(std::isnan(status.items_per_second));
  CHECK(std::isnan(status.seconds_left));
  CHECK(test::contains(view::render(status), "in/0.wav"));
}

TEST_CASE("an item that was begun again counts once", "[app]") {
  const auto status =
      tally_of({open(0, 10.0), ended(0, Status::done, 20.0), open(1, 30.0), open(1, 40.0)})
          .status(run_of(true), now);
  CHECK(status.done == 1);
  REQUIRE(status.in_flight.size() == 1);
  CHECK(status.in_flight[0].seconds == Approx(60.0));
}

TEST_CASE("the state follows from the ending of the run", "[app]") {
  const auto all_done = [] {
    app::StatusTally tally;
    for (int i = 0; i < 20; ++i) tally.add(ended(i, i == 7 ? Status::failed : Status::done, i));
    return tally;
  }();
  const auto some_done = tally_of({ended(0, Status::done, 0.0), ended(1, Status::skipped, 1.0)});
  const auto state = [](const app::StatusTally& tally, const journal::PastRun& run) {
    const auto status = tally.status(run, now);
    return std::pair(status.state, app::exit_status_of(status));
  };
  using Told = std::pair<JobState, ExitStatus>;
  CHECK(state(all_done, run_of(false, "complete")) ==
        Told(JobState::finished, ExitStatus::some_failed));
  // It stores its report.
  CHECK(state(all_done, run_of(true, "complete")) ==
        Told(JobState::running, ExitStatus::still_running));
  CHECK(state(some_done, run_of(false, "SIGTERM")) ==
        Told(JobState::stopped, ExitStatus::stopped_early));
  CHECK(state(some_done, run_of(false)) == Told(JobState::died, ExitStatus::stopped_early));
  const auto stopped = some_done.status(run_of(false, "SIGTERM"), now);
  CHECK(stopped.reason == "SIGTERM");
  CHECK(stopped.done == 1);
  CHECK(stopped.skipped() == 19);
  CHECK(stopped.items_per_second == Approx(1.0 / 5.0));
  CHECK(std::isnan(stopped.seconds_left));
}

TEST_CASE("items of a crashed run were in work until its last sign of life", "[app]") {
  const auto status = tally_of({open(0, 90.0)}).status(run_of(false), now);
  REQUIRE(status.in_flight.size() == 1);
  CHECK(status.in_flight[0].seconds == Approx(6.0));
}

TEST_CASE("the last errors come first, and their number is limited", "[app]") {
  app::StatusTally tally;
  for (const int i : {7, 1, 4, 9, 2, 8, 3}) tally.add(ended(i, Status::failed, i));
  const auto status = tally.status(run_of(true), now);
  REQUIRE(status.errors.size() == 5);
  CHECK(status.errors.front().error == "error 9");
  CHECK(status.errors.front().path == "in/9.wav");
  CHECK(status.errors.back().error == "error 3");
  CHECK(status.failed == 7);
}

TEST_CASE("a run with a damaged header shows what is known", "[app]") {
  auto run = run_of(false);
  run.run = {};
  run.run.number = 3;
  run.ranks.clear();
  const auto status = tally_of({ended(0, Status::done, 1.0)}).status(run, now);
  CHECK(status.items == -1);
  CHECK(status.skipped() == -1);
  CHECK(status.done == 1);
  CHECK_FALSE(view::render(status).empty());
  std::string json;
  view::write_json(status, [&](std::string_view text) { json += text; });
  CHECK(test::contains(json, "\"items\":null"));
}

TEST_CASE("only the newest run is read, and nothing is written", "[app]") {
  const test::TemporaryFolder folder;
  const auto report = folder / "r.h5";
  for (int number = 1; number <= 2; ++number) {
    auto run = test::sample_run(number, std::string(15, 'a') + std::to_string(number));
    run.items = 5;
    run.kept = number - 1;
    journal::Writer writer(journal::folder_of(report), run, test::sample_rank(),
                           Durability::cached);
    writer.begin(test::started(number));
    writer.end(test::ended(number));
    writer.finish("SIGTERM");
    if (number == 2) CHECK(app::read_status(report).state == JobState::running);
  }
  const auto status = app::read_status(report);
  CHECK(status.state == JobState::stopped);
  CHECK(status.run == 2);
  CHECK(status.done == 2);
  CHECK(status.items == 5);
  CHECK_THROWS_AS(app::read_status(folder / "other.h5"), Error);
}
