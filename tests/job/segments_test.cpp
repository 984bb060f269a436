#include "job/refusal.hpp"
#include "job/segment_list.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

std::string failure(const std::string& text) {
  return test::refusal([&] { static_cast<void>(job::parse_segments(text, "s")); });
}

}  // namespace

TEST_CASE("Kaldi's segments have an id, a recording and two times", "[job]") {
  const auto segments = job::parse_segments("u1 rec1 0.5 2\n\nu2\trec2 3.25 -1 -1\r\n", "s");
  REQUIRE(segments.size() == 2);
  CHECK(segments[0].id == "u1");
  CHECK(segments[0].recording == "rec1");
  CHECK(segments[0].segment.offset_seconds == 0.5);
  CHECK(segments[0].segment.duration_seconds == 1.5);
  CHECK(segments[1].segment.duration_seconds == -1.0);
  CHECK(segments[1].line == 2);
}

TEST_CASE("RTTM lists who speaks when", "[job]") {
  const auto segments = job::parse_segments(
      ";; made by hand\n"
      "SPKR-INFO r 1 <NA> <NA> <NA> unknown bob <NA> <NA>\n"
      "SPEAKER r 1 10.25 1.5 <NA> <NA> bob <NA> <NA>\n"
      "SPEAKER r 1 12 0 <NA> <NA> bob <NA> <NA>\n",
      "s");
  REQUIRE(segments.size() == 1);
  CHECK(segments[0].id == "r-bob-0010250-0011750");
  CHECK(segments[0].segment.offset_seconds == 10.25);
  CHECK(segments[0].segment.duration_seconds == 1.5);
}

TEST_CASE("Kaldi's fifth column is a channel, counted from 0", "[job]") {
  const auto segments = job::parse_segments("u1 r 0 1 1\nu2 r 0 1 -1\nu3 r 0 1\n", "s");
  REQUIRE(segments.size() == 3);
  CHECK(segments[0].segment.channel == 1);
  CHECK(segments[1].segment.channel == -1);
  CHECK(segments[2].segment.channel == -1);
}

TEST_CASE("channels of RTTM count from 1, and 1 alone tells nothing", "[job]") {
  const auto segments = job::parse_segments(
      "SPEAKER call 1 0 1 <NA> <NA> a <NA> <NA>\n"
      "SPEAKER call 2 0 1 <NA> <NA> a <NA> <NA>\n"
      "SPEAKER meeting 1 0 1 <NA> <NA> a <NA> <NA>\n",
      "s");
  REQUIRE(segments.size() == 3);
  CHECK(segments[0].segment.channel == 0);
  CHECK(segments[0].id == "call-1-a-0000000-0001000");
  CHECK(segments[1].segment.channel == 1);
  CHECK(segments[1].id == "call-2-a-0000000-0001000");
  CHECK(segments[2].segment.channel == -1);
  CHECK(segments[2].id == "meeting-a-0000000-0001000");
}

TEST_CASE("a table may have channels", "[job]") {
  const auto segments =
      job::parse_segments("file,start,end,channel\na.wav,0,1,1\na.wav,0,1,\na.wav,0,1,-1\n", "s");
  REQUIRE(segments.size() == 3);
  CHECK(segments[0].segment.channel == 1);
  CHECK(segments[0].id == "a-1-0000000-0001000");
  CHECK(segments[1].segment.channel == -1);
  CHECK(segments[1].id == "a-0000000-0001000");
  CHECK(segments[2].segment.channel == -1);
}

TEST_CASE("segments may be JSON lines of NeMo and Lhotse", "[job]") {
  const auto segments = job::parse_segments(
      R"({"audio_filepath":"d/a.wav","offset":0.5,"duration":1.5,"text":"x"}
{"audio_filepath":"d/a.wav","duration":2}
{"audio_filepath":"d/a.wav","offset":3}
{"id":"s1","recording_id":"r","start":1,"duration":2,"channel":1,"text":"x"}
{"id":"s2","recording_id":"r","start":1,"duration":2,"channel":[0,1]}
{"id":"c1","start":4,"duration":1,"channel":[0],"recording":{"id":"r2"}}
)",
      "s");
  REQUIRE(segments.size() == 6);
  CHECK(segments[0].id == "d/a-0000500-0002000");
  CHECK(segments[0].recording == "d/a.wav");
  CHECK(segments[1].segment.offset_seconds == 0.0);
  CHECK(segments[1].segment.duration_seconds == 2.0);
  CHECK(segments[2].segment.duration_seconds == -1.0);
  CHECK(segments[3].recording == "r");
  CHECK(segments[3].segment.channel == 1);
  CHECK(segments[4].segment.channel == -1);
  CHECK(segments[5].id == "c1");
  CHECK(segments[5].recording == "r2");
  CHECK(segments[5].segment.channel == 0);
  CHECK(test::names(failure("{\"audio_filepath\":\"a\",\"offset\":-1}\n{\"x\":1}\n"),
                    {"s:1: ", "s:2: "}));
}

TEST_CASE("a table of segments has a header", "[job]") {
  const auto comma = job::parse_segments(
      "start,end,file,id\n1,2,\"a, \"\"b\"\".wav\",x/1\n2,3.5,c.flac,x/2\n", "s");
  REQUIRE(comma.size() == 2);
  CHECK(comma[0].recording == "a, \"b\".wav");
  CHECK(comma[1].id == "x/2");
  CHECK(comma[1].segment.duration_seconds == 1.5);
  const auto tab = job::parse_segments("path\toffset\tduration\nd/a.wav\t0.5\t0.25\n", "s");
  REQUIRE(tab.size() == 1);
  CHECK(tab[0].id == "d/a-0000500-0000750");
}

TEST_CASE("a table without a column is refused with those that it needs", "[job]") {
  for (const std::string header : {"datei,start,end", "file,from,to", "file,start,length"}) {
    CHECK(test::names(failure(header + "\na.wav,0,1\n"), {header, "file", "start", "duration"}));
  }
}

TEST_CASE("invalid segments are refused with their lines", "[job]") {
  CHECK(test::names(failure("u r 1 2\nu r 2 1\nu r 1\n"), {"s:2: ", "s:3: "}));
  CHECK(failure("../u r 1 2\n").starts_with("s:1: "));
  CHECK(failure("u r -1 2\n").starts_with("s:1: "));
  CHECK(failure("u r 1 2 x\n").starts_with("s:1: "));
  CHECK(failure("u r 1 2 -2\n").starts_with("s:1: "));
  CHECK(failure("u r one 2\n").starts_with("s:1: "));
  CHECK(failure("file,start,end\na.wav,1\n").starts_with("s:2: "));
}

TEST_CASE("segments are the items, recording by recording", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"a.wav", "b.wav"}) test::write_all(folder / name, "");
  test::write_all(folder / "segments", "u2 b 0 1\nu1 a 1 2\nu3 b 2 -1\nu4 missing 0 1\n");
  job::Job job;
  job.paths = {folder.path()};
  job.segments = folder / "segments";
  CHECK(test::names(test::listing_refusal(job), {"--output-dir"}));
  job.output_dir = "out";
  const auto listing = job::list_items(job);
  REQUIRE(listing.items.size() == 3);
  CHECK(listing.items[0].identity == "u1");
  CHECK(listing.items[0].input == folder / "a.wav");
  CHECK(listing.items[0].output == "out/u1-transformed.wav");
  CHECK(listing.items[1].identity == "u2");
  CHECK(listing.items[2].identity == "u3");
  CHECK(listing.items[2].offset_seconds == 2.0);
  CHECK(listing.segment_gaps.segments == 1);
  CHECK(listing.segment_gaps.recording == "missing");
  CHECK(listing.first_of_manifest() == 0);
}

TEST_CASE("a manifest names the recordings of segments", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.wav", "");
  test::write_all(folder / "wav.scp", "rec1 a.wav\nrec2 b.wav\n");
  test::write_all(folder / "segments", "u1 rec1 1 2\n");
  job::Job job;
  job.manifest = folder / "wav.scp";
  job.segments = folder / "segments";
  job.output_dir = "out";
  const auto listing = job::list_items(job);
  REQUIRE(listing.items.size() == 1);
  CHECK(listing.items[0].input == folder / "a.wav");
  CHECK(listing.segment_gaps.recordings == 1);
  Record done;
  done.status = Status::done;
  done.output = "out/u1.wav";
  CHECK(listing.manifest->of_outputs([&](std::size_t) { return done; }) == "u1 out/u1.wav\n");
}

TEST_CASE("a table of segments names files by itself", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.wav", "");
  test::write_all(folder / "list.csv", "file,start,end\na.wav,0,1\na.wav,1,2\n");
  job::Job job;
  job.segments = folder / "list.csv";
  job.output_dir = "out";
  const auto items = job::list_items(job).items;
  REQUIRE(items.size() == 2);
  CHECK(items[1].input == folder / "a.wav");
  CHECK(items[1].output == "out/a-0001000-0002000-transformed.wav");
}

TEST_CASE("a segment of a name shared by two recordings is refused", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"x/a.wav", "y/a.wav"}) {
    std::filesystem::create_directories(std::filesystem::path(folder / name).parent_path());
    test::write_all(folder / name, "");
  }
  job::Job job;
  job.paths = {folder.path()};
  job.segments = folder / "segments";
  job.output_dir = "out";
  test::write_all(job.segments, "u1 a 0 1\n");
  CHECK(test::names(test::listing_refusal(job), {"'a'"}));
  test::write_all(job.segments, "u1 x/a 0 1\n");
  CHECK(job::list_items(job).items.size() == 1);
}
