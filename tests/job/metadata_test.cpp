#include "job/csv.hpp"
#include "job/metadata_csv.hpp"
#include "job/refusal.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

Record done_as(const std::string& output) {
  Record record;
  record.status = Status::done;
  record.output = output;
  record.frames_out = 8000;
  record.sample_rate_out = 16000;
  return record;
}

std::string of_outputs(const job::Manifest& manifest) {
  return manifest.of_outputs([](std::size_t i) { return done_as(std::to_string(i) + ".wav"); });
}

}  // namespace

TEST_CASE("a record of a table goes on inside of quotes", "[job]") {
  CHECK(job::record_bytes("a,b\r\nc,d\n") == 3);
  CHECK(job::record_bytes("a,\"b\nc\"\nd") == 7);
  CHECK(job::record_bytes("\"a \"\"b\n\"\"\"\nc") == 10);
  CHECK(job::record_bytes("a,5\" pipe\nd") == 9);  // a quote inside a cell is one
  CHECK(job::record_bytes("a,\"b\r\nc") == 4);     // a cell that does not end is refused by itself
  CHECK_THROWS(job::cells_of("a,\"b", ','));
  CHECK(job::cells_of("a,\"b \"\"c\"\"\",,\"\"", ',') ==
        std::vector<std::string>{"a", "b \"c\"", "", ""});
  CHECK(job::cell_of("a \"b\", c") == "\"a \"\"b\"\", c\"");
  CHECK(job::cell_of("plain text") == "plain text");
}

TEST_CASE("metadata of Hugging Face is a manifest, as a table and as lines", "[job]") {
  const std::string table =
      "\xEF\xBB\xBF"
      "file_name,text,lang\r\nd/a.wav,\"one,\ntwo\",de\r\nb.flac,,en\r\n";
  REQUIRE(job::is_metadata_csv(table));
  const job::Manifest manifest(table, "metadata.csv");
  CHECK(manifest.kind() == job::ManifestKind::audiofolder);
  REQUIRE(manifest.entries().size() == 2);
  CHECK(manifest.entries()[0].path == "d/a.wav");
  CHECK(manifest.entries()[0].output_name == "d/a");
  const auto outputs = of_outputs(manifest);
  CHECK(outputs ==
        "{\"file_name\":\"0.wav\",\"text\":\"one,\\ntwo\",\"lang\":\"de\"}\n"
        "{\"file_name\":\"1.wav\",\"text\":\"\",\"lang\":\"en\"}\n");
  CHECK(job::in_form_of_name(outputs, manifest.kind(), "x/metadata.csv") ==
        "file_name,text,lang\n0.wav,\"one,\ntwo\",de\n1.wav,,en\n");
  CHECK(job::in_form_of_name(outputs, manifest.kind(), "metadata.jsonl") == outputs);
}

TEST_CASE("columns of JSON lines become one table", "[job]") {
  CHECK(job::metadata_csv_of_json("{\"file_name\":\"a\",\"n\":1.5}\n"
                                  "{\"file_name\":\"b\",\"x\":[1,2],\"n\":null}\n") ==
        "file_name,n,x\na,1.5,\nb,,\"[1,2]\"\n");
}

TEST_CASE("a duration in metadata is that of the output", "[job]") {
  const job::Manifest manifest("{\"file_name\": \"a.wav\", \"duration\": 9}\n", "m");
  CHECK(of_outputs(manifest) == "{\"file_name\":\"0.wav\",\"duration\":0.5}\n");
}

TEST_CASE("rows of another width are refused with their lines", "[job]") {
  const auto refusal = test::refusal(
      [] { job::json_of_metadata_csv("file_name,text\na.wav,\"x\ny\"\nb.wav\nc.wav,z,z\n", "m"); });
  CHECK(test::names(refusal, {"m:4: ", "m:5: "}));
}

TEST_CASE("other tables are no metadata", "[job]") {
  CHECK_FALSE(job::is_metadata_csv("LJ001-0001|Printing|Printing\n"));
  CHECK_FALSE(job::is_metadata_csv("{\"file_name\": \"a.wav\"}\n"));
  CHECK_FALSE(job::is_metadata_csv(""));
  const test::TemporaryFolder folder;
  test::write_all(folder / "metadata.csv", "LJ001-0001|Printing|Printing\n");
  CHECK(job::metadata_in(folder.path()).empty());
  test::write_all(folder / "metadata.jsonl", "{\"file_name\": \"a.wav\"}\n");
  CHECK(job::metadata_in(folder.path()) == folder / "metadata.jsonl");
}

TEST_CASE("names in metadata are those of files beside it", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"a.wav", "b.wav", "c.wav"}) test::write_all(folder / name, "x");
  test::write_all(folder / "metadata.csv", "file_name,text\na.wav,x\nb.wav,y\nb.wav,z\n");
  job::Job job;
  job.manifest = folder / "metadata.csv";
  job.output_dir = "out";
  const auto listing = job::list_items(job);
  REQUIRE(listing.items.size() == 2);
  CHECK(listing.items[1].input == folder / "b.wav");
  CHECK(listing.items[1].output == "out/b-transformed.wav");
  CHECK(listing.unlisted == 1);
}

TEST_CASE("a name for metadata is refused for manifests of other kinds", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "m.json", "{\"audio_filepath\": \"a.wav\"}\n");
  job::Job job;
  job.manifest = folder / "m.json";
  job.output_dir = "out";
  job.output_manifest = "out/metadata.csv";
  CHECK(test::names(test::listing_refusal(job), {"out/metadata.csv"}));
}

TEST_CASE("a folder has metadata of its outputs when that is asked for", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.wav", "x");
  job::Job job;
  job.paths = {folder.path()};
  job.output_dir = "out";
  job.output_manifest = "out/metadata.jsonl";
  const auto manifest = job::list_items(job).manifest;
  REQUIRE(manifest);
  CHECK(of_outputs(*manifest) == "{\"file_name\":\"0.wav\"}\n");
}
