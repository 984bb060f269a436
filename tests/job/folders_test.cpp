#include "job/refusal.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

TEST_CASE("folders yield files that match the patterns", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"in/keep", "in/skip"}) fs::create_directories(folder / name);
  for (const auto* name :
       {"in/a.wav", "in/a.raw", "in/keep/b.raw", "in/keep/old.raw", "in/skip/c.raw"}) {
    test::write_all(folder / name, "");
  }
  job::Job job;
  job.paths = {folder / "in"};
  job.output_dir = folder / "out";
  job.include = {"*.raw"};
  job.exclude = {"skip", "keep/o*"};
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  CHECK(items[0].identity == "a.raw");
  CHECK(items[1].identity == "keep/b.raw");
}

TEST_CASE("skipped files and patterns without a match are reported", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"one", "two"}) fs::create_directories(folder / name);
  for (const auto* name :
       {"one/a.wav", "one/a-transformed.wav", "two/b.wav", "two/b.htk", "one/c.htk", "one/x.txt"}) {
    test::write_all(folder / name, "");
  }
  job::Job job;
  job.paths = {folder / "one", folder / "two"};
  job.exclude = {"two", "b.*"};
  const auto listing = job::list_items(job);
  CHECK(listing.left_out == io::LeftOut{{"htk", 1}, {"txt", 1}});
  CHECK(listing.idle_patterns == std::vector<std::string>{"--exclude 'two'"});
  job.include = {"*.ogg"};
  CHECK(test::names(test::listing_refusal(job), {"2 wav", "1 txt"}));
  job.paths = {folder / "one/a.wav"};
  CHECK(job::list_items(job).idle_patterns.size() == 3);
}

TEST_CASE("a tar is a folder of members, read by position", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "x.wav", "");
  const auto content_of = [](const std::string& path) {
    io::TarContent content;
    content.members = {{"d/a.wav", {512, 10}}, {"b.flac", {2048, 20}}};
    content.left_out["json"] = 2;
    if (path.ends_with("2.tar")) content.faults[1] = "why";
    if (path.ends_with("2.tar")) content.fault = "broken";
    return content;
  };
  auto file_system = job::local_file_system();
  file_system.list_tars = [&](const auto& paths, const auto& /*choice*/) {
    std::vector<io::TarContent> contents;
    for (const auto& path : paths) contents.push_back(content_of(path));
    return contents;
  };
  fs::create_directories(folder / "s");
  for (const auto* name : {"s/1.tar", "s/2.tar", "1.tar.gz"}) test::write_all(folder / name, "x");
  job::Job job;
  job.paths = {folder / "s/{1..2}.tar", folder / "x.wav"};
  job.output_dir = "out";
  auto listing = job::list_items(job, file_system);
  REQUIRE(listing.items.size() == 6);
  const auto first = listing.items[0];
  CHECK(first.input == folder / "s/1.tar/d/a.wav");
  CHECK(first.identity == "s/1/d/a.wav");
  CHECK(first.output == "out/s/1/d/a-transformed.wav");
  CHECK(first.kind == job::InputKind::member);
  CHECK(first.begin == 512);
  CHECK(first.bytes == 10);
  CHECK(first.modified_ns != 0);
  CHECK(job::file_of(first) == folder / "s/1.tar");
  CHECK(listing.items[1].fault.empty());
  CHECK(listing.items[3].fault == "why");
  CHECK(listing.items[4].input == folder / "s/2.tar");
  CHECK(listing.items[4].fault == "broken");
  CHECK(listing.items[5].kind == job::InputKind::file);
  CHECK(listing.left_out == io::LeftOut{{"json", 4}});
  job.output_dir.clear();
  const auto refused = test::refusal([&] { job::list_items(job, file_system); });
  CHECK(test::names(refused, {"--output-dir"}));
  job.command = {"tar", "xf", "{in}"};
  CHECK(job::list_items(job, file_system).items.size() == 3);
  job.command.clear();
  job.paths = {folder / "1.tar.gz"};
  CHECK(test::names(test::refusal([&] { job::list_items(job, file_system); }), {"1.tar.gz"}));
}
