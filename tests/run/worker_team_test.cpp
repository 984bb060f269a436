#include "mpietl/run/worker_team.hpp"

#include <map>
#include <string>

#include "io/sample_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// Files, and a worker process that adds noise to them.
class Fixture {
 public:
  explicit Fixture(int files) {
    for (int i = 0; i < files; ++i) {
      auto& item = units_.emplace_back().items.emplace_back();
      item.index = i;
      item.input = folder_ / (std::to_string(i) + ".wav");
      item.output = folder_ / (std::to_string(i) + "-out.wav");
      item.identity = std::to_string(i);
      test::write_sound(item.input, test::wav("pcm_16", 1, 8000), test::ramp(5000));
    }
  }

  [[nodiscard]] run::WorkerJob job(int threads) const {
    job::Job job;
    job.transforms = {audio::with_defaults(audio::TransformSpec{"gaussian_noise", {}})};
    return {.job = job, .run_id = draw_run_id(), .threads = threads, .clock = JobClock()};
  }

  [[nodiscard]] const std::vector<job::Unit>& units() const { return units_; }

 private:
  test::TemporaryFolder folder_;
  std::vector<job::Unit> units_;
};

std::map<std::int64_t, Record> finished(run::Team& team) {
  team.close();
  while (!team.is_over()) team.wait(std::chrono::milliseconds(10));
  std::map<std::int64_t, Record> records;
  for (const auto& record : team.take_records()) records[record.index] = record;
  return records;
}

}  // namespace

TEST_CASE("a worker process does the units of its rank", "[run][fork]") {
  const Fixture fixture(20);
  run::WorkerParent parent;
  run::FirstHostFailure host_failure;
  std::string digest;
  for (const int threads : {1, 3}) {
    run::WorkerTeam team(parent, fixture.job(threads), {}, host_failure, nullptr);
    team.push(fixture.units());
    const auto records = finished(team);
    REQUIRE(records.size() == 20);
    for (const auto& [place, record] : records) CHECK(record.status == Status::done);
    CHECK(team.counts().items == 20);
    CHECK(team.usage().max_rss_bytes > 0);
    if (!digest.empty()) CHECK(records.at(7).digest == digest);
    digest = records.at(7).digest;
  }
  CHECK_FALSE(host_failure.get());
}

TEST_CASE("dropped units are not done, and a team without units ends", "[run][fork]") {
  const Fixture fixture(2);
  run::WorkerParent parent;
  run::FirstHostFailure host_failure;
  run::WorkerTeam team(parent, fixture.job(1), {}, host_failure, nullptr);
  team.drop_waiting();
  team.push(fixture.units());
  CHECK(finished(team).empty());
  run::WorkerTeam other(parent, fixture.job(1), {}, host_failure, nullptr);
  CHECK(finished(other).empty());
}
