#include "run/command_work.hpp"

#include <filesystem>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/run/process_item.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using Catch::Contains;

namespace {

/// One item, and a command on it.
struct Fixture {
  Fixture() {
    test::write_all(folder / "a.txt", "text");
    item.index = 5;
    item.input = folder / "a.txt";
    item.output = folder / "out/deep/a.up";
    item.identity = "a.txt";
    item.bytes = 4;
    std::filesystem::create_directory(folder / "out");
  }

  Record run(const std::vector<std::string>& command) {
    job.command = command;
    run::CommandWork work(job, context, folder / "out");
    job::Unit unit{{item}, ""};
    run::Workspace workspace;
    return work.process(unit, workspace).at(0);
  }

  [[nodiscard]] bool has_leftovers() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
      if (run_id_of(entry.path().filename().string())) return true;
    }
    return false;
  }

  test::TemporaryFolder folder;
  job::Job job;
  job::Item item;
  run::Counters counters;
  run::Supervision supervision;
  run::ItemContext context{.clock = JobClock(), .counters = counters, .supervision = supervision};
};

constexpr auto upper = "tr a-z A-Z <\"$0\" >\"$1\"";

}  // namespace

TEST_CASE("an output gets its name when the command has succeeded", "[run][fork]") {
  Fixture fixture;
  const auto record = fixture.run({"sh", "-c", upper, "{in}", "{out}"});
  REQUIRE(record.error.empty());
  CHECK(record.status == Status::done);
  CHECK(record.exit_status == 0);
  CHECK((record.bytes_in == 4 && record.bytes_out == 4));
  CHECK(record.digest == to_hex(hash128("TEXT", 0)));
  CHECK(record.max_rss_bytes > 0);
  CHECK(record.system_seconds + record.user_seconds >= 0.0);
  CHECK(test::read_all(fixture.item.output) == "TEXT");
  CHECK_FALSE(fixture.has_leftovers());
}

TEST_CASE("the temporary name has the extension of the output", "[run][fork]") {
  Fixture fixture;
  const auto record =
      fixture.run({"sh", "-c", "case $0 in *.up) : >\"$0\";; *) exit 9;; esac", "{out}"});
  CHECK(record.exit_status == 0);
  CHECK(record.bytes_out == 0);
}

TEST_CASE("a command that fails leaves no output, and its reason is recorded", "[run][fork]") {
  Fixture fixture;
  test::write_all(fixture.folder / "out/old", "");
  fixture.item.output = fixture.folder / "out/old";
  const auto record =
      fixture.run({"sh", "-c", ": >\"$0\"; echo no such tone >&2; exit 3", "{out}"});
  CHECK(record.status == Status::failed);
  CHECK(record.exit_status == 3);
  CHECK_THAT(record.error, Contains("3: no such tone"));
  CHECK(record.bytes_out == -1);
  CHECK(std::filesystem::exists(fixture.item.output));
  CHECK_FALSE(fixture.has_leftovers());
}

TEST_CASE("a command that writes no output fails", "[run][fork]") {
  Fixture fixture;
  CHECK(fixture.run({"true", "{out}"}).status == Status::failed);
  CHECK(fixture.run({"mkdir", "{out}"}).status == Status::failed);
  CHECK(fixture.run({"ln", "-s", "/etc/passwd", "{out}"}).status == Status::failed);
  CHECK_FALSE(fixture.has_leftovers());
  CHECK(fixture.run({"true"}).status == Status::done);
}

TEST_CASE("a failed command is retried on request", "[run][fork]") {
  Fixture fixture;
  fixture.context.retries = 2;
  const auto mark = fixture.folder / "mark";
  const auto record = fixture.run({"sh", "-c", "[ -e \"$0\" ] || { : >\"$0\"; exit 1; }", mark});
  CHECK(record.status == Status::done);
  CHECK((record.attempt == 2 && record.exit_status == 0));
  CHECK(fixture.run({"false"}).attempt == 3);
}

TEST_CASE("a command is limited by --item-timeout", "[run][fork]") {
  Fixture fixture;
  fixture.job.item_timeout = job::Duration{0.2};
  const auto record = fixture.run({"sleep", "60"});
  CHECK(record.status == Status::failed);
  CHECK(record.exit_status == 128 + 15);
  CHECK_THAT(record.error, Contains("0.20s"));
}

TEST_CASE("an item whose command was stopped is skipped", "[run][fork]") {
  Fixture fixture;
  fixture.supervision.stop.abandon();
  CHECK(fixture.run({"sleep", "60"}).status == Status::skipped);
}

TEST_CASE("the output of a command is kept on request", "[run][fork]") {
  Fixture fixture;
  fixture.job.results = fixture.folder / "results";
  const auto record = fixture.run({"sh", "-c", "echo said; echo failed >&2; exit 1"});
  CHECK(test::read_all(fixture.folder / "results/a.txt/stdout") == "said\n");
  CHECK(test::read_all(fixture.folder / "results/a.txt/stderr") == "failed\n");
  CHECK_THAT(record.error, Contains("failed"));
}

TEST_CASE("any text names a folder for results", "[run]") {
  const auto place = [](const std::string& identity) {
    job::Item item;
    item.index = 3;
    item.identity = identity;
    return run::place_of_results(item);
  };
  CHECK(place("a/b.wav") == "a/b.wav");
  CHECK(place("--rate 3") == "--rate 3");
  CHECK(place("https://a/b") == "https:__a_b");
  CHECK(place("../../x") == ".._.._x");
  CHECK(place("..") == "..-3");
  CHECK(place(std::string("\0"
                          "3"
                          "\0"
                          "step",
                          7)) == "step-3");
  CHECK(place(std::string(500, 'x')) == std::string(200, 'x') + "-3");
}
