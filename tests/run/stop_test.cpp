// Items that are stopped in the middle, and folders that vanish meanwhile.
#include <filesystem>
#include <thread>

#include "io/sample_files.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "run/process_all.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// A separate job on shared inputs, since a stop is final.
class Trial {
 public:
  explicit Trial(const test::TemporaryFolder& folder) : folder_(folder) {
    std::filesystem::create_directory(out_);
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  Trial(Trial&&) = delete;
  Trial& operator=(Trial&&) = delete;
  ~Trial() { std::filesystem::remove_all(out_); }

  [[nodiscard]] job::Item item(const std::string& name) const {
    return {0, folder_ / name, out_ + "/" + name, name, io::file_bytes(folder_ / name)};
  }

  /// The records of some files, stopped after this many bytes.
  std::vector<Record> stopped_at(std::int64_t bytes, const std::vector<job::Item>& items,
                                 int threads) {
    std::atomic<bool> is_over{false};
    std::jthread stopper([&] {
      while (counters.bytes < bytes && !is_over) std::this_thread::yield();
      supervision.stop.abandon();
    });
    auto records = test::process_all(items, context, threads);
    is_over = true;
    return records;
  }

  [[nodiscard]] std::int64_t outputs() const {
    return std::distance(std::filesystem::directory_iterator(out_), {});
  }

 private:
  const test::TemporaryFolder& folder_;
  std::string out_ = folder_ / "out";
  audio::Chain chain_{std::vector<audio::TransformSpec>{{"gaussian_noise", {}}, {"clip", {}}}};

 public:
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
  run::EtlContext context{.chain = chain_,
                          .seed = 7,
                          .common = {JobClock(), counters, supervision},
                          .open_items = open_items,
                          .block_samples = 4096,
                          .output_root = out_};
};

void check_ends(const std::vector<Record>& records, const Trial& trial) {
  std::int64_t done = 0;
  for (const auto& record : records) {
    if (record.status == Status::done) {
      ++done;
      continue;
    }
    CHECK(record.status == Status::skipped);
    CHECK_FALSE(record.error.empty());
    CHECK(record.bytes_out == -1);
  }
  CHECK(trial.outputs() == done);
  CHECK(trial.counters.failed == 0);
  CHECK(trial.supervision.watch.in_flight().empty());
}

bool is_ended_in_its_midst(const Record& record) {
  return record.status == Status::skipped && record.frames > 0;
}

}  // namespace

TEST_CASE("all threads stop in a long file at any moment", "[run]") {
  const test::TemporaryFolder folder;
  constexpr std::int64_t bytes = 4'000'000;
  test::write_sound(folder / "a.wav", test::wav("float", 1, 8000), test::ramp(bytes / 4));
  test::write_sound(folder / "b.wav", test::wav("float", 1, 8000), test::ramp(bytes / 4));
  for (const int threads : {1, 2, 4}) {
    int ended_in_midst = 0;
    for (std::int64_t part = 0; part < 20 || (ended_in_midst == 0 && part < 1000); ++part) {
      Trial trial(folder);
      const auto at = bytes * 2 * (part % 20) / 20;
      const auto records =
          trial.stopped_at(at, {trial.item("a.wav"), trial.item("b.wav")}, threads);
      check_ends(records, trial);
      for (const auto& record : records) ended_in_midst += is_ended_in_its_midst(record) ? 1 : 0;
    }
    CHECK(ended_in_midst > 0);
  }
}

TEST_CASE("a missing input folder is a failure of the host, a missing file its own", "[run]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "in");
  for (const auto* name : {"in/a.wav", "in/b.wav"}) {
    test::write_sound(folder / name, test::wav("float", 1, 8000), test::ramp(100));
  }
  Trial trial(folder);
  run::Workspace workspace;
  const auto listed = trial.item("in/a.wav");
  auto never_there = trial.item("in/b.wav");
  never_there.bytes = -1;
  std::filesystem::remove(folder / "in/a.wav");
  CHECK(run::process_item(listed, trial.context, workspace).status == Status::failed);
  CHECK_FALSE(trial.supervision.host_failure.get());
  std::filesystem::remove_all(folder / "in");
  CHECK(run::process_item(never_there, trial.context, workspace).status == Status::failed);
  CHECK(trial.counters.failed == 2);
  const auto record = run::process_item(listed, trial.context, workspace);
  CHECK(record.status == Status::skipped);
  CHECK(record.error.find(folder / "in") != std::string::npos);
  CHECK(trial.supervision.host_failure.get()->reason == Reason::host);
}

TEST_CASE("a missing output folder stops its items, and is not made again", "[run]") {
  const test::TemporaryFolder folder;
  test::write_sound(folder / "a.wav", test::wav("float", 1, 8000), test::ramp(100));
  Trial trial(folder);
  run::Workspace workspace;
  CHECK(run::process_item(trial.item("a.wav"), trial.context, workspace).status == Status::done);
  std::filesystem::remove_all(folder / "out");
  const auto record = run::process_item(trial.item("a.wav"), trial.context, workspace);
  CHECK(record.status == Status::skipped);
  CHECK(record.error.find(folder / "out") != std::string::npos);
  CHECK_FALSE(io::is_folder(folder / "out"));
  CHECK(trial.supervision.host_failure.get()->input == folder / "a.wav");
}
