#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>

#include "journal/journals.hpp"
#include "journal/runs.hpp"
#include "mpietl/journal/journal.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// Another process that has begun an item, and does nothing more.
class OtherProcess {
 public:
  explicit OtherProcess(const std::string& folder) {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    child_ = ::fork();
    if (child_ == 0) {
      journal::Writer writer(folder, test::sample_run(), test::sample_rank(), Durability::cached);
      writer.begin(test::started(1));
      static_cast<void>(::write(pipe[1], "!", 1) == 1);
      while (true) ::pause();
    }
    char told = 0;
    ::close(pipe[1]);
    REQUIRE(::read(pipe[0], &told, 1) == 1);
    ::close(pipe[0]);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;
  OtherProcess(OtherProcess&&) = delete;
  OtherProcess& operator=(OtherProcess&&) = delete;
  ~OtherProcess() { kill(); }

  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_ = -1;
};

}  // namespace

TEST_CASE("a run of another process is alive until that is killed", "[journal]") {
  const test::TemporaryFolder folder;
  OtherProcess other(folder / "j");
  auto all = test::read_journal(folder / "j");
  REQUIRE(all.past.runs.size() == 1);
  CHECK(all.past.runs[0].seems_alive);
  CHECK(all.entries.size() == 1);
  other.kill();
  all = test::read_journal(folder / "j");
  CHECK_FALSE(all.past.runs.at(0).seems_alive);
  CHECK(all.past.runs.at(0).ending.empty());
  CHECK(all.entries.size() == 1);
}

TEST_CASE("a run that has ended is alive while it holds its journal", "[journal]") {
  const test::TemporaryFolder folder;
  auto writer = std::make_unique<journal::Writer>(folder.path(), test::sample_run(),
                                                  test::sample_rank(), Durability::cached);
  CHECK(test::read_journal(folder.path()).past.runs.at(0).seems_alive);
  writer->finish("complete");
  CHECK(test::read_journal(folder.path()).past.runs.at(0).seems_alive);
  CHECK(test::read_journal(folder.path()).past.runs.at(0).ending == "complete");
  writer.reset();
  CHECK_FALSE(test::read_journal(folder.path()).past.runs.at(0).seems_alive);
}

TEST_CASE("a new file may be locked in a moment", "[journal]") {
  const test::TemporaryFolder folder;
  test::write_all(test::rank_file(folder.path()), "");
  CHECK(test::read_journal(folder.path()).past.runs.at(0).seems_alive);
}

TEST_CASE("without locks, a recently changed file belongs to a living run", "[journal]") {
  using journal::seems_alive;
  CHECK(seems_alive({.is_locked = true, .is_lock_reliable = true, .seconds_since_write = 1e6}));
  CHECK_FALSE(
      seems_alive({.is_locked = false, .is_lock_reliable = true, .seconds_since_write = 0.0}));
  CHECK(seems_alive({.is_locked = false, .is_lock_reliable = false, .seconds_since_write = 59.0}));
  CHECK_FALSE(
      seems_alive({.is_locked = false, .is_lock_reliable = false, .seconds_since_write = 61.0}));
}

TEST_CASE("silence counts from the last write or heartbeat", "[journal]") {
  const test::TemporaryFolder folder;
  const auto file = test::rank_file(folder.path());
  const journal::Writer writer(folder.path(), test::sample_run(), test::sample_rank(),
                               Durability::cached);
  timespec hour_ago{};
  ::clock_gettime(CLOCK_REALTIME, &hour_ago);
  hour_ago.tv_sec -= 3600;
  const std::array<timespec, 2> times{hour_ago, hour_ago};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) == 0);
  const auto silent = test::read_journal(folder.path()).past.runs.at(0).seconds_since_write;
  CHECK(silent > 3590.0);
  CHECK(silent < 3700.0);
}
