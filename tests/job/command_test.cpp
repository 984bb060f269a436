#include "mpietl/job/command.hpp"

#include <filesystem>
#include <set>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

using Texts = std::vector<std::string>;

job::Job with_command(const Texts& command) {
  job::Job job;
  job.command = command;
  job.suffix.clear();
  return job;
}

Texts words_of(const job::Job& job, const std::string& input = "in/a b.wav") {
  job::Item item;
  item.index = 7;
  item.input = input;
  return job::command_for(item, job, {"out/.x.tmp.wav", 2, 1});
}

void check_refused(const job::Job& job) {
  CHECK(test::failure_of([&] { job::check_command(job); }).reason() == Reason::usage);
}

}  // namespace

TEST_CASE("placeholders are replaced anywhere in a word", "[job]") {
  CHECK(words_of(with_command({"sox", "{in}", "-o={out}", "{index}:{rank}:{thread}", "{stem}"})) ==
        Texts{"sox", "in/a b.wav", "-o=out/.x.tmp.wav", "7:2:1", "a b"});
  CHECK(words_of(with_command({"awk", "{print $1}", "{", "{}", "{inx}{in"})) ==
        Texts{"awk", "{print $1}", "{", "{}", "{inx}{in"});
}

TEST_CASE("values are not expanded again, and are no options", "[job]") {
  CHECK(words_of(with_command({"echo", "{in}"}), "{out}") == Texts{"echo", "{out}"});
  CHECK(words_of(with_command({"echo", "{in}", "{stem}"}), "-n.wav") ==
        Texts{"echo", "./-n.wav", "-n"});
}

TEST_CASE("values are quoted for a shell", "[job]") {
  auto job = with_command({"cat {in} | wc >{out}"});
  job.shell = true;
  CHECK(words_of(job, "it's $(x)") ==
        Texts{"/bin/sh", "-c", "cat 'it'\\''s $(x)' | wc >'out/.x.tmp.wav'"});
}

TEST_CASE("each item has its own seed", "[job]") {
  auto job = with_command({"{seed}"});
  std::set<std::string> seeds;
  job::Item item;
  for (int i = 0; i < 1000; ++i) {
    item.identity = std::to_string(i);
    seeds.insert(job::command_for(item, job, {}).front());
  }
  CHECK(seeds.size() == 1000);
  job.seed = 1;
  CHECK_FALSE(seeds.contains(job::command_for(item, job, {}).front()));
}

TEST_CASE("a contradictory command is refused", "[job]") {
  check_refused(with_command({}));
  check_refused(with_command({""}));
  check_refused(with_command({"echo", "{}"}));
  check_refused(with_command({"sox", "{in}", "{out}"}));
  auto job = with_command({"echo", "{in}"});
  CHECK_NOTHROW(job::check_command(job));
  job.output_dir = "out";
  check_refused(job);
  job.command.emplace_back("{out}");
  CHECK_NOTHROW(job::check_command(job));
  job.shell = true;
  check_refused(job);
}

TEST_CASE("lines of a list are texts for a command that takes items", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "steps", "a/b --x\n../c\na/b --x\n");
  auto job = with_command({"step", "{item}"});
  job.files_from = folder / "steps";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 3);
  CHECK(items.input(0) == "a/b --x");
  CHECK(items.output(0).empty());
  CHECK(items.bytes(0) == -1);
  CHECK(items.identity(1) == "../c");
  CHECK(items.identity(0) != items.identity(2));
}

TEST_CASE("outputs of texts are in the output folder", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "urls", "https://host/a.html\n../b\n");
  auto job = with_command({"fetch", "{item}", "{out}"});
  job.files_from = folder / "urls";
  job.output_dir = "pages";
  job.extension = ".html";
  const auto items = job::list_items(job).items;
  CHECK(items.output(0) == "pages/https:__host_a.html.html");
  CHECK(items.output(1) == "pages/.._b.html");
}

TEST_CASE("outputs of files have the requested extension", "[job]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in/sub");
  test::write_all(folder / "in/sub/a.wav", "");
  auto job = with_command({"enc", "{in}", "{out}"});
  job.paths = {folder / "in"};
  job.output_dir = folder / "out";
  job.extension = "opus";
  CHECK(job::list_items(job).items.output(0) == folder / "out/sub/a.opus");
  job.extension.clear();
  CHECK(job::list_items(job).items.output(0) == folder / "out/sub/a.wav");
}
