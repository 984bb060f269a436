#include "mpietl/job/items.hpp"

#include "job/refusal.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
namespace fs = std::filesystem;

TEST_CASE("outputs are beside their inputs, or mirror the tree", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "in/deep");
  test::write_all(folder / "in/b.wav", "xx");
  test::write_all(folder / "in/deep/a.flac", "x");
  test::write_all(folder / "in/old-transformed.wav", "x");
  test::write_all(folder / "lone.wav", "x");
  job::Job job;
  job.paths = {folder / "lone.wav", folder / "in"};

  auto items = job::list_items(job).items;
  REQUIRE(items.size() == 3);
  CHECK(items[0].output == folder / "lone-transformed.wav");
  CHECK(items[0].identity == "lone.wav");
  CHECK(items[1].input == folder / "in/b.wav");
  CHECK(items[1].output == folder / "in/b-transformed.wav");
  CHECK(items[1].identity == "b.wav");
  CHECK(items[1].bytes == 2);
  CHECK(items[2].output == folder / "in/deep/a-transformed.flac");
  CHECK(items[2].index == 2);

  job.output_dir = folder / "out";
  job.suffix = "";
  items = job::list_items(job).items;
  REQUIRE(items.size() == 4);
  CHECK(items[0].output == folder / "out/lone.wav");
  CHECK(items[2].output == folder / "out/deep/a.flac");
  CHECK(items[3].output == folder / "out/old-transformed.wav");
}

TEST_CASE("earlier outputs in the input folder are skipped", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "in/out");
  test::write_all(folder / "in/a.wav", "");
  test::write_all(folder / "in/b-transformed.wav", "");
  test::write_all(folder / "in/out/a-transformed.wav", "");
  job::Job job;
  job.paths = {folder / "in"};
  job.output_dir = folder / "in/out";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  CHECK(items[1].identity == "b-transformed.wav");
}

TEST_CASE("outputs may go to a folder above the inputs", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "in/in");
  test::write_all(folder / "in/a.wav", "");
  test::write_all(folder / "in/in/a.wav", "");
  test::write_all(folder / "in/b-transformed.wav", "");
  job::Job job;
  job.paths = {folder / "in"};
  job.output_dir = folder / ".";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  CHECK(items[0].output == folder / "./a-transformed.wav");
  CHECK(items[1].output == folder / "./in/a-transformed.wav");
  job.suffix = "";
  CHECK(test::names(test::listing_refusal(job), {folder / "in/in/a.wav", folder / "in/a.wav"}));
}

TEST_CASE("files of the same name in two folders have different noise", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"train", "test"}) {
    fs::create_directories(folder / name);
    test::write_all(folder / (std::string(name) + "/1.wav"), "");
  }
  job::Job job;
  job.paths = {folder / "train", folder / "test"};
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  CHECK(items[0].identity == "1.wav");
  CHECK(items[1].identity == std::string("\0test/1.wav", 11));
}

TEST_CASE("an item is identified by its path below a base, in any spelling", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "c/deep");
  test::write_all(folder / "c/1.wav", "");
  test::write_all(folder / "c/deep/1.wav", "");
  job::Job job;
  job.output_dir = folder / "out";
  const auto check = [&] {
    const auto items = job::list_items(job).items;
    REQUIRE(items.size() == 2);
    CHECK(items[0].identity == "1.wav");
    CHECK(items[1].identity == "deep/1.wav");
    CHECK(items[0].output == folder / "out/1-transformed.wav");
    CHECK(items[1].output == folder / "out/deep/1-transformed.wav");
  };
  job.paths = {folder / "c"};
  check();
  job.paths = {folder / "c/1.wav", folder / "c/../c//deep/./1.wav"};
  check();
  job.paths = {};
  job.files_from = folder / "list";
  test::write_all(folder / "list", (folder / "./c/1.wav") + "\n" + (folder / "c/deep/1.wav"));
  check();
  job.files_from.clear();
  job.paths = {folder / "c/deep/1.wav"};
  CHECK(job::list_items(job).items[0].identity == "1.wav");
  const auto digest = job::list_items(job).whole.digest;
  job.base = folder / "c/deep/..";
  CHECK(job::list_items(job).items[0].identity == "deep/1.wav");
  CHECK(job::list_items(job).whole.digest != digest);
}

TEST_CASE("files and lists share a base, and folders have their own", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"a/1.wav", "b/2.wav", "in/deep/3.wav"}) {
    fs::create_directories(fs::path(folder / name).parent_path());
    test::write_all(folder / name, "");
  }
  test::write_all(folder / "list", folder / "b/2.wav");
  job::Job job;
  job.paths = {folder / "a/1.wav", folder / "in"};
  job.files_from = folder / "list";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 3);
  CHECK(items[0].identity == "a/1.wav");
  CHECK(items[1].identity == "deep/3.wav");
  CHECK(items[2].identity == "b/2.wav");
  job.base = folder / "a";
  CHECK(test::names(test::listing_refusal(job), {folder / "b/2.wav", folder / "a/", "--base"}));
  job.paths = {folder / "in"};
  job.files_from.clear();
  CHECK(test::names(test::listing_refusal(job), {"--base"}));
}

TEST_CASE("lists add to the named inputs, and missing files are items", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "list", "missing.wav\n");
  job::Job job;
  job.files_from = folder / "list";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 1);
  CHECK(items[0].bytes == -1);
  CHECK(items[0].output == "missing-transformed.wav");
}

TEST_CASE("an empty list is an error that names what was searched", "[job]") {
  const test::TemporaryFolder folder;
  job::Job job;
  CHECK(test::names(test::listing_refusal(job), {"--files-from", "--manifest"}));
  job.paths = {folder.path()};
  CHECK(test::names(test::listing_refusal(job), {folder.path()}));
}

TEST_CASE("tones are listed by number, and only the missing are made", "[job]") {
  const test::TemporaryFolder folder;
  job::Job job;
  job.generate = job::Tones{};
  job.generate->dir = folder.path();
  job.generate->count = 12;
  test::write_all(folder / "example3.wav", "");
  CHECK(job::missing_tones(*job.generate).size() == 11);
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 12);
  CHECK(items[2].input == folder / "example2.wav");
  CHECK(items[10].input == folder / "example10.wav");
  CHECK(items[10].identity == (fs::path(folder.path()).filename() / "example10.wav").string());
  CHECK(job::tone_bytes(*job.generate) == 64 + 4 * 10584000);
}

TEST_CASE("a manifest names items by id, below the output folder only", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "wav.scp", "s1/u1 /data/x.flac\nu.2 y.wav\n");
  job::Job job;
  job.manifest = folder / "wav.scp";
  CHECK(test::names(test::listing_refusal(job), {"--output-dir"}));
  job.output_dir = folder / "out";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  CHECK(items[0].input == "/data/x.flac");
  CHECK(items[0].output == folder / "out/s1/u1-transformed.flac");
  CHECK(items[0].identity == "s1/u1");
  CHECK(items[1].output == folder / "out/u.2-transformed.wav");
  test::write_all(folder / "wav.scp", "a x.wav\na y.wav\n");
  CHECK(test::names(test::listing_refusal(job), {"x.wav", "y.wav"}));
}

TEST_CASE("outputs whose names JSON cannot express are refused", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "m.json", R"({"audio_filepath": "a.wav"})");
  test::write_all(folder / "wav.scp", "a a.wav");
  job::Job job;
  job.manifest = folder / "m.json";
  job.output_dir = folder / "\xFF";
  CHECK(test::names(test::listing_refusal(job), {"--output-dir", "\\xff"}));
  job.manifest = folder / "wav.scp";
  CHECK(test::listing_refusal(job).empty());
}

TEST_CASE("a relative path of a manifest may be one beside it", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "corpus");
  test::write_all(folder / "corpus/a.wav", "xyz");
  job::Job kinds;
  kinds.output_dir = folder / "out";
  for (const auto* text : {"u1 a.wav\nu2 gone.wav\n",
                           "{\"audio_filepath\":\"a.wav\"}\n{\"audio_filepath\":\"gone.wav\"}",
                           "{\"id\":\"r\",\"sources\":[{\"type\":\"file\",\"source\":\"a.wav\"},"
                           "{\"type\":\"file\",\"source\":\"gone.wav\"}]}"}) {
    test::write_all(folder / "corpus/any", text);
    kinds.manifest = folder / "corpus/any";
    const auto items = job::list_items(kinds).items;
    INFO(text);
    REQUIRE(items.size() == 2);
    CHECK(items[0].input == folder / "corpus/a.wav");
    CHECK(items[0].bytes == 3);
    CHECK(items[1].input == "gone.wav");
  }
  test::write_all(folder / "corpus/m.json",
                  R"({"audio_filepath": "a.wav", "duration": 1.0, "offset": 0.25})");
  job::Job job;
  job.manifest = folder / "corpus/m.json";
  job.output_dir = folder / "out";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 1);
  CHECK(items[0].input == folder / "corpus/a.wav");
  CHECK(items[0].bytes == 3);
  CHECK(items[0].offset_seconds == 0.25);
  CHECK(items[0].duration_seconds == 1.0);
  CHECK(items[0].output == folder / "out/a-0.25-1-transformed.wav");
}

TEST_CASE("an input may be several files, of which all are known", "[job]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "a corpus");
  test::write_all(folder / "a corpus/1.wav", "xyz");
  test::write_all(folder / "a corpus/2.wav", "xy");
  test::write_all(folder / "a corpus/wav.scp", "u1 1.wav 2.wav\nu2 1.wav gone.wav\n");
  job::Job job;
  job.manifest = folder / "a corpus/wav.scp";
  job.output_dir = folder / "out";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  const auto path = [&](const std::string& name) { return folder / ("a corpus/" + name); };
  CHECK(items.files(0) == std::vector{path("1.wav"), path("2.wav")});
  CHECK(items[0].bytes == 5);
  CHECK(items[0].output == folder / "out/u1-transformed.wav");
  CHECK(items.files(1) == std::vector{path("1.wav"), path("gone.wav")});
  CHECK(items[1].bytes == -1);
  test::write_all(folder / "segments", "s1 u1 0 1\ns2 u1 1 2\n");
  job.segments = folder / "segments";
  const auto parts = job::list_items(job).items;
  REQUIRE(parts.size() == 2);
  CHECK(parts[1].bytes == 5);
  CHECK(parts[1].offset_seconds == 1.0);
}

TEST_CASE("no output may overwrite one of several files", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"1.wav", "2.wav"}) test::write_all(folder / name, "x");
  test::write_all(folder / "wav.scp", "2 1.wav 2.wav\n");
  job::Job job;
  job.manifest = folder / "wav.scp";
  job.output_dir = folder.path();
  job.suffix = "";
  CHECK(test::names(test::listing_refusal(job), {"overwrite", folder / "2.wav"}));
}
