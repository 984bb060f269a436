#include "mpietl/job/manifest.hpp"

#include "job/ark_range.hpp"
#include "job/refusal.hpp"
#include "job/several_files.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

std::string failure(const std::string& text) {
  return test::refusal([&] { const job::Manifest manifest(text, "m"); });
}

/// Whether a manifest is refused with the number of the line and all of `parts`.
bool is_refused(int line, const std::string& text, const std::vector<std::string>& parts = {}) {
  const auto what = failure(text);
  UNSCOPED_INFO(what);
  return what.starts_with("m:" + std::to_string(line) + ": ") && test::names(what, parts);
}

Record done(const std::string& output, std::int64_t frames, std::int32_t channels = 1) {
  Record record;
  record.status = Status::done;
  record.output = output;
  record.frames_out = frames;
  record.sample_rate_out = 16000;
  record.channels_out = channels;
  return record;
}

Record failed() {
  Record record;
  record.status = Status::failed;
  return record;
}

auto record_of(const std::vector<Record>& records) {
  return [&records](std::size_t entry) { return records[entry]; };
}

}  // namespace

TEST_CASE("a wav.scp has an id and a path per line", "[job]") {
  const job::Manifest manifest("u1 a.wav\n\n  s/u2\t b c.wav \r\n", "wav.scp");
  CHECK(manifest.kind() == job::ManifestKind::kaldi);
  REQUIRE(manifest.entries().size() == 2);
  CHECK(manifest.entries()[0].path == "a.wav");
  CHECK(manifest.entries()[1].path == "b c.wav");
  CHECK(manifest.entries()[1].output_name == "s/u2");
  CHECK(job::Manifest("a/. x.wav\n", "m").entries()[0].output_name == "a");
  CHECK(manifest.entries()[1].line == 2);
  const std::vector<Record> records{failed(), done("out/s/u2-x.wav", 5)};
  CHECK(manifest.of_outputs(record_of(records)) == "s/u2 out/s/u2-x.wav\n");
}

TEST_CASE("a wav.scp may name commands, and objects in arks", "[job]") {
  const job::Manifest manifest(
      "u1 sox b.wav -t wav - |\nu2 d:1/x.ark:70000000000\nu3 a:b.wav\nu4 a:1 \nu5 a:-1\n", "m");
  const auto& entries = manifest.entries();
  REQUIRE(entries.size() == 5);
  CHECK(entries[0].place.kind == job::InputKind::command);
  CHECK(entries[0].path == "sox b.wav -t wav - |");
  CHECK(entries[1].place.kind == job::InputKind::ark);
  CHECK(entries[1].path.substr(0, entries[1].place.path_bytes) == "d:1/x.ark");
  CHECK(entries[1].place.begin == 70'000'000'000);
  CHECK(entries[2].place.kind == job::InputKind::file);
  CHECK(entries[3].place.begin == 1);
  CHECK(entries[4].place.kind == job::InputKind::file);
}

TEST_CASE("a wav.scp may name frames of an object in an ark", "[job]") {
  const job::Manifest manifest("u1 x.ark:12[3:9]\nu2 x.ark:12[4]\nu3 x.ark:12\nu4 x[1].wav\n", "m");
  const auto& entries = manifest.entries();
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].place.kind == job::InputKind::ark);
  CHECK(entries[0].place.begin == 12);
  CHECK(entries[0].path.substr(0, entries[0].place.path_bytes) == "x.ark");
  const auto frames = [&](std::size_t i) {
    const auto range = job::range_of(entries[i].path);
    return range ? std::pair(range->first, range->count) : std::pair<std::int64_t, std::int64_t>();
  };
  CHECK(frames(0) == std::pair<std::int64_t, std::int64_t>(3, 7));
  CHECK(frames(1) == std::pair<std::int64_t, std::int64_t>(4, 1));
  CHECK_FALSE(job::range_of(entries[2].path));
  CHECK(entries[3].place.kind == job::InputKind::file);
}

TEST_CASE("a line of wav.scp may name several files", "[job]") {
  const job::Manifest manifest(
      "u1 x/a.wav  b.FLAC\tc.sph\nu2 my take.wav\nu3 take 1.wav take 2.wav\nu4 a.wav b.wav |\n",
      "m");
  const auto& entries = manifest.entries();
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].place.kind == job::InputKind::files);
  CHECK(entries[0].path.substr(0, entries[0].place.path_bytes) == "x/a.wav");
  CHECK(entries[1].place.kind == job::InputKind::file);
  CHECK(entries[2].place.kind == job::InputKind::file);
  CHECK(entries[3].place.kind == job::InputKind::command);
  CHECK(job::several_files(entries[0].path) ==
        std::vector<std::string>{"x/a.wav", "b.FLAC", "c.sph"});
  CHECK(job::several_files("my data/a.wav /b.wav") ==
        std::vector<std::string>{"my data/a.wav", "/b.wav"});
}

TEST_CASE("invalid lines of a wav.scp are refused with their number", "[job]") {
  CHECK(is_refused(2, "u1 a.wav\nu2 | cat >b.wav\n", {"'| cat >b.wav'"}));
  CHECK(is_refused(1, "u1 a.ark:12[0:99,0:1]\n", {"0:1"}));
  CHECK(is_refused(1, "u1 a.ark:12[9:3]\n", {"a.ark:12[9:3]"}));
  CHECK(is_refused(1, "lonely\n"));
  CHECK(is_refused(1, "../u1 a.wav\n", {"'../u1'"}));
  CHECK(is_refused(1, "/etc/u1 a.wav\n", {"'/etc/u1'"}));
  CHECK(is_refused(1, "a/../../u1 a.wav\n", {"'a/../../u1'"}));
  CHECK(is_refused(1, ". a.wav\n", {"'.'"}));
  CHECK(is_refused(2, "u1 a.wav\n{u2 b.wav\n", {"'{u2'"}));
  CHECK(is_refused(1, " \x1F\x8B a.wav\n"));
  CHECK(is_refused(1, "\xEF\xBB\xBF\xEF\xBB\xBFu1 a.wav\n"));
  CHECK(is_refused(1, std::string("u1 a\0.wav\n", 10), {R"(a\x00.wav)"}));
}

TEST_CASE("a recording of Lhotse may be the output of a command", "[job]") {
  const job::Manifest manifest(
      R"({"id":"r","sources":[{"type":"command","channels":[0],"source":"flac -cd x"}]})", "m");
  REQUIRE(manifest.entries().size() == 1);
  CHECK(manifest.entries()[0].place.kind == job::InputKind::command);
  CHECK(manifest.entries()[0].path == "flac -cd x |");
  const std::vector<Record> records{done("o/r.wav", 5)};
  CHECK(manifest.of_outputs(record_of(records)) ==
        R"({"id":"r","sources":[{"type":"file","channels":[0],"source":"o/r.wav"}],)"
        R"("sampling_rate":16000,"num_samples":5,"duration":0.0003125})"
        "\n");
}

TEST_CASE("a NeMo manifest has a path and possibly a segment per line", "[job]") {
  const job::Manifest manifest(
      R"({"audio_filepath": "/data/a.b.wav", "duration": 1.5, "text": "grüße"}
{"audio_filepath": "../x/c.flac", "duration": 2, "offset": 0.5, "lang": "de"})",
      "m.json");
  CHECK(manifest.kind() == job::ManifestKind::nemo);
  REQUIRE(manifest.entries().size() == 2);
  CHECK(manifest.entries()[0].output_name == "data/a.b");
  CHECK_FALSE(manifest.entries()[0].segment);
  CHECK(manifest.entries()[1].output_name == "x/c-0.5-2");
  CHECK(manifest.entries()[1].segment->duration_seconds == 2.0);
  const std::vector<Record> records{done("o/a.wav", 24000), done("o/c.flac", 32000)};
  CHECK(manifest.of_outputs(record_of(records)) ==
        R"({"audio_filepath":"o/a.wav","duration":1.5,"text":"grüße"}
{"audio_filepath":"o/c.flac","duration":2.0,"lang":"de"}
)");
}

TEST_CASE("NeMo lines with the same audio share an output and stay separate lines", "[job]") {
  const job::Manifest manifest(
      R"({"audio_filepath": "a.wav", "duration": 1.5, "text": "one"}
{"audio_filepath": "b.wav", "duration": 1}

{"audio_filepath": "./a.wav", "duration": 1.4, "text": "eins"}
{"audio_filepath": "a.wav", "offset": 0.5, "duration": 1, "text": "part"}
{"audio_filepath": "a.wav", "offset": 0.50, "duration": 1.0, "text": "Teil"})",
      "m");
  REQUIRE(manifest.entries().size() == 3);
  CHECK(manifest.entries()[1].path == "b.wav");
  CHECK(manifest.entries()[1].line == 1);
  CHECK(manifest.entries()[2].line == 4);
  const std::vector<Record> records{done("o/a.wav", 16000), failed(), done("o/p.wav", 8000)};
  CHECK(manifest.of_outputs(record_of(records)) ==
        R"({"audio_filepath":"o/a.wav","duration":1.0,"text":"one"}
{"audio_filepath":"o/a.wav","duration":1.0,"text":"eins"}
{"audio_filepath":"o/p.wav","duration":0.5,"text":"part"}
{"audio_filepath":"o/p.wav","duration":0.5,"text":"Teil"}
)");
  CHECK(job::Manifest("u1 a.wav\nu2 a.wav\n", "m").entries().size() == 2);
}

TEST_CASE("dots in a NeMo path do not lead upwards", "[job]") {
  for (const auto* name : {"...wav", "x/...wav", ".wav", "..a"}) {
    const job::Manifest manifest(std::string(R"({"audio_filepath": ")") + name + "\"}", "m");
    INFO(name);
    REQUIRE(manifest.entries().size() == 1);
    CHECK(manifest.entries()[0].output_name == name);
  }
}

TEST_CASE("a Lhotse manifest has recordings of one or more files", "[job]") {
  const job::Manifest manifest(
      R"({"id": "r1", "sources": [{"type": "file", "channels": [0, 1], "source": "a.wav"}], "sampling_rate": 8000, "num_samples": 1, "duration": 0.1, "channel_ids": [0, 1], "transforms": [{"name": "Speed", "kwargs": {"factor": 1.1}}]}
{"id": "r2", "sources": [{"type": "file", "channels": [0], "source": "b.wav"}, {"type": "file", "channels": [1], "source": "c.wav"}], "sampling_rate": 8000, "num_samples": 1, "duration": 0.1})",
      "r.jsonl");
  CHECK(manifest.kind() == job::ManifestKind::lhotse);
  REQUIRE(manifest.entries().size() == 3);
  CHECK(manifest.entries()[0].output_name == "r1");
  CHECK(manifest.entries()[1].output_name == "r2-0");
  CHECK(manifest.entries()[2].path == "c.wav");
  const std::vector<Record> all{done("o/r1.wav", 16000), done("o/r2-0.wav", 8000),
                                done("o/r2-1.wav", 8000)};
  CHECK(
      manifest.of_outputs(record_of(all)) ==
      R"({"id":"r1","sources":[{"type":"file","channels":[0],"source":"o/r1.wav"}],"sampling_rate":16000,"num_samples":14545,"duration":0.9090625,"channel_ids":[0],"transforms":[{"name":"Speed","kwargs":{"factor":1.1}}]}
{"id":"r2","sources":[{"type":"file","channels":[0],"source":"o/r2-0.wav"},{"type":"file","channels":[1],"source":"o/r2-1.wav"}],"sampling_rate":16000,"num_samples":8000,"duration":0.5}
)");
  // A recording is done when all its files are.
  const std::vector<Record> some{failed(), done("o/r2-0.wav", 8000), failed()};
  CHECK(manifest.of_outputs(record_of(some)).empty());
}

TEST_CASE("invalid lines of a JSON manifest are refused with their number", "[job]") {
  CHECK(is_refused(2, "{\"audio_filepath\": \"a.wav\"}\n{\"audio_filepath\": \"b.w"));
  CHECK(is_refused(1, "{\"audio_filepath\": 3}\n", {"audio_filepath"}));
  CHECK(is_refused(1, "{\"audio_filepath\": \"a.wav\", \"offset\": -1}\n", {"offset"}));
  CHECK(is_refused(1, "{\"audio_filepath\": \"a.wav\", \"offset\": \"x\"}\n", {"offset"}));
  CHECK(is_refused(1, "{\"audio_filepath\": \"a\\u0000.wav\"}\n", {R"(a\x00.wav)"}));
  CHECK(is_refused(1, "{\"audio_filepath\": \"..\"}\n", {"'..'"}));
  CHECK(is_refused(1, "[1, 2]\n"));
  CHECK(is_refused(1, "{\"x\": 1}\n", {"\"audio_filepath\"", "\"sources\""}));
  CHECK(is_refused(1, "{\"recording\": {}}\n"));
  CHECK(is_refused(1, "{\"id\": \"a\", \"sources\": []}\n", {"\"sources\""}));
  CHECK(
      is_refused(1, R"({"id": "../a", "sources": [{"type": "file", "source": "x"}]})", {"'../a'"}));
  CHECK(is_refused(1, R"({"id": "a", "sources": [{"type": "url", "source": "x"}]})", {"'url'"}));
}

TEST_CASE("an empty manifest has no entries", "[job]") {
  CHECK(job::Manifest("", "m").entries().empty());
  CHECK(job::Manifest("\n \n", "m").entries().empty());
}

TEST_CASE("a byte order mark is not part of the first line", "[job]") {
  const job::Manifest kaldi("\xEF\xBB\xBFu1 a.wav\n", "m");
  CHECK(kaldi.entries().at(0).output_name == "u1");
  const job::Manifest nemo("\xEF\xBB\xBF{\"audio_filepath\":\"a.wav\"}\n", "m");
  CHECK(nemo.kind() == job::ManifestKind::nemo);
  CHECK(job::Manifest("\xEF\xBB\xBF", "m").entries().empty());
}

TEST_CASE("JSON that is nested too deeply to be written again is refused", "[job]") {
  const auto nested = [](std::size_t depth) {
    return R"({"audio_filepath":"a.wav","x":)" + std::string(depth, '[') + std::string(depth, ']') +
           "}\n";
  };
  CHECK(failure(nested(90)).empty());
  CHECK(is_refused(1, nested(200'000), {"100"}));
}

TEST_CASE("a Lhotse source without channels gets none", "[job]") {
  const job::Manifest manifest(R"({"id":"y","sources":[{"type":"file","source":"a.wav"}]})", "m");
  const std::vector<Record> records{done("o.wav", 5)};
  CHECK(manifest.of_outputs(record_of(records)).find("channels") == std::string::npos);
}

TEST_CASE("the lines of a Kaldi table that have outputs are kept", "[job]") {
  CHECK(job::table_of_outputs("u1 a  b\nu2 c\n\nu3\nu10 d\n", "u1 /x\nu3 /y\n") == "u1 a  b\nu3\n");
  CHECK(job::table_of_outputs("u1\ta", "u1 /x\n") == "u1\ta\n");
  CHECK(job::table_of_outputs("u1 a\n", "").empty());
}
