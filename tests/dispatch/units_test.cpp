// Units of several items, whose outputs go into one file.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "dispatch/run_journal.hpp"
#include "dispatch/trial.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/dispatch/earlier_work.hpp"
#include "mpietl/run/etl_work.hpp"
#include "support/catch.hpp"
#include "support/joined_file.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::size_t item_count = 95;
constexpr std::size_t items_per_unit = 10;

/// A list of items that are packed by tens, in its own folder.
class Packed {
 public:
  Packed() {
    job::Naming naming;
    naming.input_folder = folder / "in";
    naming.output_folder = folder / "out";
    items.begin_group(naming);
    for (std::size_t i = 0; i < item_count; ++i) {
      items.add("a" + std::to_string(i) + ".wav");
      items.set_status(i, {40'000, false});
    }
    std::vector<std::string> containers;
    for (std::size_t at = 0; at < item_count; at += items_per_unit) {
      containers.push_back(folder / ("packed" + std::to_string(at) + ".bin"));
    }
    list.emplace(items, job::Units(item_count, items_per_unit, containers));
    job.transforms = {audio::with_defaults(audio::TransformSpec{"gaussian_noise", {}})};
  }

  [[nodiscard]] std::string journal() const { return folder / "journal"; }

  /// The packed files, by name.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(folder / ""))) {
      if (entry.path().extension() != ".bin") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      found[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return found;
  }

  test::TemporaryFolder folder;
  job::Job job;
  job::ItemList items;
  std::optional<dispatch::UnitList> list;
};

/// Samples of an item, more for later items; the item `broken` cannot be read.
std::unique_ptr<io::AudioSource> open_item(const job::Item& item, std::int64_t broken) {
  if (item.index == broken) throw Error(Reason::format, "no audio");
  const auto frames = static_cast<std::size_t>(1000 + 100 * item.index);
  return io::memory_source(std::vector<float>(frames, 0.25F), 1, 16000);
}

dispatch::EarlierWork::Start start_of(const Packed& packed) {
  dispatch::EarlierWork work(packed.job, *packed.list);
  work.add_journal(packed.journal());
  return std::move(work).resume(job::local_file_system(), true);
}

/// Runs the rest of the list on ranks that are threads, as the run `number`.
dispatch::Outcome run_packed(const Packed& packed, int ranks, std::int32_t number,
                             std::int64_t broken = -1, std::chrono::microseconds pause = {}) {
  const auto start = start_of(packed);
  const auto id = draw_run_id();
  dispatch::Outcome outcome;
  const job::ItemList nothing;
  comm::run_as_threads(ranks, [&](const comm::Communicator& world) {
    journal::Run run;
    run.id = id;
    run.number = number;
    journal::Rank rank;
    rank.rank = world.rank();
    journal::Writer writer(packed.journal(), run, rank, Durability::cached);
    run::Counters counters;
    run::Supervision supervision;
    dispatch::RunJournal journal(writer, job::Fsync::never, supervision.host_failure);
    dispatch::UnitRecorder recorder(packed.job, journal);
    const run::ItemContext context{.clock = JobClock(),
                                   .counters = counters,
                                   .supervision = supervision,
                                   .names = TemporaryNames(id),
                                   .rank = world.rank(),
                                   .run = number};
    run::EtlWork etl(
        packed.job, context, "",
        [&](const job::Item& item) {
          std::this_thread::sleep_for(pause);
          return open_item(item, broken);
        },
        test::open_joined_file);
    dispatch::RecordedWork work(etl, recorder, context);
    run::LocalTeam team(2, work, supervision, counters);
    const dispatch::Ranks all{
        .world = world, .clock = {JobClock(), 0.0}, .threads = 2, .dealing = {true, 1}};
    const dispatch::RankWork rank_work{team, &journal};
    if (world.is_root()) {
      outcome = dispatch::distribute(all, *packed.list, rank_work, start.state);
    } else {
      dispatch::distribute(all, dispatch::UnitList(nothing), rank_work);
    }
  });
  return outcome;
}

/// The same in a separate process, which is killed after `time`. Returns whether it ended before.
bool run_and_kill(const Packed& packed, int ranks, std::int32_t number,
                  std::chrono::microseconds time) {
  const pid_t child = ::fork();
  if (child == 0) {
    run_packed(packed, ranks, number, -1, std::chrono::microseconds(200));
    ::_exit(0);
  }
  std::this_thread::sleep_for(time);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status);
}

/// Outputs of items that the journal records as done, without a packed file.
std::size_t done_without_file(const Packed& packed) {
  std::set<std::string> there;
  for (const auto& [name, bytes] : packed.files()) there.insert(packed.folder / name);
  std::size_t missing = 0;
  journal::read(packed.journal(), [&](const journal::Entry& entry) {
    if (!entry.ended || entry.ended->status != Status::done) return;
    const auto row = packed.items.row_at({static_cast<std::size_t>(entry.started.index)}).value();
    const auto& units = packed.list->units;
    if (!there.contains(units.container(units.of_row(row)))) ++missing;
  });
  return missing;
}

}  // namespace

TEST_CASE("outputs of ten items go into one file, on any number of ranks", "[dispatch]") {
  const Packed one;
  CHECK(test::count(run_packed(one, 1, 1), Status::done) == item_count);
  const auto expected = one.files();
  CHECK(expected.size() == 10);
  const Packed three;
  const auto outcome = run_packed(three, 3, 1);
  CHECK(test::count(outcome, Status::done) == item_count);
  // Noise depends on identities, which are the same; paths are not.
  CHECK(three.files() == expected);
  CHECK(outcome.records[94].bytes_out > outcome.records[0].bytes_out);
}

TEST_CASE("a failed item is not in the packed file, and others are", "[dispatch]") {
  const Packed whole;
  run_packed(whole, 2, 1);
  const Packed packed;
  const auto outcome = run_packed(packed, 2, 1, 37);
  CHECK(test::count(outcome, Status::failed) == 1);
  CHECK(outcome.records[37].status == Status::failed);
  auto expected = whole.files();
  const auto& complete = expected.at("packed30.bin");
  const auto without = packed.files().at("packed30.bin");
  std::size_t before = 0;
  for (std::size_t row = 30; row < 37; ++row) {
    before += static_cast<std::size_t>(outcome.records[row].bytes_out);
  }
  CHECK(complete.starts_with(without.substr(0, before)));
  CHECK(complete.ends_with(without.substr(before)));
  // It is tried again, and its unit with it.
  const auto again = run_packed(packed, 1, 2);
  CHECK(test::count(again, Status::done) == item_count);
  CHECK(packed.files() == expected);
  CHECK(again.records[30].run == 2);
  CHECK(again.records[40].run == 1);
}

TEST_CASE("a packed file that cannot be stored leaves none of its items done", "[dispatch]") {
  const Packed packed;
  std::filesystem::create_directory(std::string(packed.folder / "packed30.bin"));
  const auto outcome = run_packed(packed, 2, 1);
  CHECK(test::count(outcome, Status::failed) == 10);
  CHECK(outcome.records[30].status == Status::failed);
  CHECK(outcome.records[30].bytes_out == -1);
  CHECK(outcome.records[39].status == Status::failed);
}

TEST_CASE("killed at any moment and resumed, packed files are those of an undisturbed run",
          "[dispatch][fork]") {
  const Packed undisturbed;
  run_packed(undisturbed, 1, 1);
  const auto expected = undisturbed.files();
  std::mt19937 random(11);
  for (int trial = 0; trial < 6; ++trial) {
    const Packed packed;
    std::int32_t number = 1;
    for (bool has_ended = false; !has_ended; ++number) {
      const int ranks = 1 + static_cast<int>(random() % 3);
      const std::chrono::microseconds time(random() % (8000U * static_cast<unsigned>(number)));
      has_ended = run_and_kill(packed, ranks, number, time);
      REQUIRE(done_without_file(packed) == 0);
    }
    CHECK(number > 2);
    CHECK(packed.files() == expected);
    CHECK(start_of(packed).kept == item_count);
  }
}
