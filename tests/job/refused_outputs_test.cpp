// Refusals before the work: outputs that clash, that do not fit, or that are outside of their
// folder.
#include "job/refusal.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

TEST_CASE("two inputs with one output are refused with both names", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "a");
  fs::create_directory_symlink(folder / "a", folder / "b");
  test::write_all(folder / "a/x.wav", "");
  job::Job job;
  job.paths = {folder / "a/x.wav", folder / "b/x.wav"};
  CHECK(test::names(test::listing_refusal(job), {folder / "a/x.wav", folder / "b/x.wav"}));
}

TEST_CASE("all clashes are counted, and the first ten named", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "in");
  job::Job job;
  job.paths = {folder / "in"};
  job.format = io::format_named("wav", "format");
  const auto name = [&](int i, const char* extension) {
    return folder / ("in/" + std::to_string(i) + extension);
  };
  for (int i = 10; i < 23; ++i) {
    for (const auto* extension : {".wav", ".flac"}) test::write_all(name(i, extension), "");
  }
  const auto text = test::listing_refusal(job);
  CHECK(
      test::names(text, {"13", name(10, ".wav"), name(19, ".flac"), "3 more", "--keep-extension"}));
  CHECK_FALSE(test::contains(text, name(20, ".wav")));
  job.keep_extension = true;
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 26);
  CHECK(items.output(0) == folder / "in/10.flac-transformed.wav");
  CHECK(items.output(1) == folder / "in/10.wav-transformed.wav");
}

TEST_CASE("names too long for the file system are refused with their length", "[job]") {
  const test::TemporaryFolder folder;
  const std::string fits(255 - std::string("-transformed.wav").size(), 'x');
  job::Job job;
  job.files_from = folder / "list";
  const auto name_in_list = [&](const std::string& text) {
    test::write_all(folder / "list", text + "\n");
  };
  name_in_list(folder / (fits + ".wav"));
  CHECK(test::listing_refusal(job).empty());
  name_in_list(folder / ("y" + fits + ".wav"));
  CHECK(test::names(test::listing_refusal(job), {"256", "255", "y" + fits + ".wav", "--suffix"}));
  std::string deep = folder.path();
  while (deep.size() < 4096 - 40) deep += "/" + std::string(20, 'd');
  name_in_list(deep + "/a.wav");
  CHECK(test::names(test::listing_refusal(job), {"4095", "--output-dir"}));
}

TEST_CASE("an input is never overwritten", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"x.wav", "x-transformed.wav"}) test::write_all(folder / name, "");
  job::Job job;
  job.paths = {folder / "x.wav"};
  job.suffix = "";
  CHECK(test::names(test::listing_refusal(job), {folder / "x.wav", "--suffix", "--output-dir"}));
  job.paths = {folder / "x.wav", folder / "x-transformed.wav"};
  job.suffix = "-transformed";
  CHECK(test::names(test::listing_refusal(job), {folder / "x.wav", folder / "x-transformed.wav"}));
}

TEST_CASE("an input is not overwritten through a link either", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "data");
  fs::create_directories(folder / "links");
  test::write_all(folder / "data/a.wav", "");
  fs::create_symlink(folder / "data/a.wav", folder / "links/a.wav");
  job::Job job;
  job.paths = {folder / "links"};
  job.output_dir = folder / "data";
  job.suffix = "";
  CHECK(test::names(test::listing_refusal(job), {folder / "links/a.wav"}));
}

TEST_CASE("outputs that do not fit are refused before the start", "[job]") {
  const test::TemporaryFolder folder;
  job::ItemList items;
  job::Naming naming;
  naming.output_folder = folder / "new";
  items.begin_group(naming);
  items.add("a.wav");
  const auto with = [&](std::int64_t bytes) {
    return std::vector{job::Outputs{items, [bytes](std::size_t) { return bytes; }}};
  };
  const std::int64_t exabyte = 1'000'000'000'000'000'000;
  try {
    job::check_space(with(exabyte));
    FAIL("an exabyte does not fit");
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::no_space);
  }
  CHECK_NOTHROW(job::check_space(with(10)));
  const auto spaces = job::disk_space_for(with(10), false);
  REQUIRE(spaces.size() == 1);
  CHECK(spaces[0].needed_bytes == 10);
  CHECK(spaces[0].needed_inodes == 2);  // the file, and its folder
  CHECK(spaces[0].free_inodes > 0);
}

TEST_CASE("disk space without inodes is not enough", "[job]") {
  CHECK_FALSE(job::DiskSpace{"x", 0, 10, 1000, 9}.suffices());
  CHECK(job::DiskSpace{"x", 0, 10, 1000, 10}.suffices());
  CHECK(job::DiskSpace{"x", -5, -5, 0, 0}.suffices());
}

TEST_CASE("links in the output tree must not lead out of it", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"in/deep", "out", "elsewhere"}) fs::create_directories(folder / name);
  test::write_all(folder / "in/deep/a.wav", "");
  job::Job job;
  job.paths = {folder / "in"};
  job.output_dir = folder / "out";
  CHECK(test::listing_refusal(job).empty());
  fs::create_directory_symlink(folder / "elsewhere", folder / "out/deep");
  CHECK(test::names(test::listing_refusal(job), {folder / "out/deep", folder / "elsewhere"}));
}
