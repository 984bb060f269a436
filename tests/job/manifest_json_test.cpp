#include <cstdint>

#include "job/refusal.hpp"
#include "mpietl/job/manifest.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

std::string failure(const std::string& text) {
  return test::refusal([&] { const job::Manifest manifest(text, "m"); });
}

/// The manifest of the outputs, all of `frames` at 16 kHz with one channel.
std::string of_outputs(const std::string& text, std::int64_t frames) {
  const auto record = [&](std::size_t) {
    Record done;
    done.status = Status::done;
    done.output = "o.wav";
    done.frames_out = frames;
    done.channels_out = 1;
    done.sample_rate_out = 16000;
    return done;
  };
  return job::Manifest(text, "m").of_outputs(record);
}

/// The numbers of a recording with these transforms in the manifest of the outputs.
std::string numbers(const std::string& transforms, std::int64_t frames) {
  const auto text = of_outputs(
      R"({"id":"r","sources":[{"type":"file","channels":[0],"source":"a"}],"sampling_rate":1,)"
      R"("num_samples":2,"duration":2.0,"channel_ids":[7],"transforms":[)" +
          transforms + "]}",
      frames);
  const auto begin = text.find(R"("sampling_rate")");
  return text.substr(begin, text.find(R"(,"transforms")") - begin);
}

std::string described(std::int64_t rate, std::int64_t frames, const std::string& seconds,
                      const std::string& channels = "0") {
  return R"("sampling_rate":)" + std::to_string(rate) + R"(,"num_samples":)" +
         std::to_string(frames) + R"(,"duration":)" + seconds + R"(,"channel_ids":[)" + channels +
         "]";
}

std::string speed(const std::string& factor) {
  return R"({"name":"Speed","kwargs":{"factor":)" + factor + "}}";
}

std::string resample(int source, int target) {
  return R"({"name":"Resample","kwargs":{"source_sampling_rate":)" + std::to_string(source) +
         R"(,"target_sampling_rate":)" + std::to_string(target) + "}}";
}

}  // namespace

// Expected lengths are from Python's decimal module, with which Lhotse rounds.
TEST_CASE("the numbers of a Lhotse recording describe the signal after its transforms", "[job]") {
  CHECK(numbers("", 24001) == described(16000, 24001, "1.5000625"));
  CHECK(numbers(resample(16000, 8000), 24001) == described(8000, 12001, "1.500125"));
  CHECK(numbers(resample(16000, 16000), 24001) == described(16000, 24001, "1.5000625"));
  CHECK(numbers(speed("1.1"), 24001) == described(16000, 21819, "1.3636875"));
  CHECK(numbers(speed("1.1") + "," + resample(16000, 8000), 32000) ==
        described(8000, 14546, "1.81825"));
  CHECK(numbers(R"({"name":"Tempo","kwargs":{"factor":0.5}})", 16000) ==
        described(16000, 32000, "2.0"));
  CHECK(numbers(R"({"name":"Volume","kwargs":{"factor":0.5}})", 16000) ==
        described(16000, 16000, "1.0"));
}

TEST_CASE("Lhotse rounds half a frame up when it speeds up, else down", "[job]") {
  CHECK(numbers(speed("2"), 3) == described(16000, 2, "0.000125"));
  CHECK(numbers(speed("0.4"), 1) == described(16000, 2, "0.000125"));
}

TEST_CASE("further transforms of Lhotse change rate or channels", "[job]") {
  const std::string narrow = R"({"name":"Narrowband","kwargs":{"codec":"mulaw",)"
                             R"("source_sampling_rate":16000,"restore_orig_sr":)";
  CHECK(numbers(narrow + "true}}", 101) == described(16000, 101, "0.0063125"));
  CHECK(numbers(narrow + "false}}", 101) == described(8000, 51, "0.006375"));
  CHECK(numbers(R"({"name":"ReverbWithImpulseResponse","kwargs":{"rir_channels":[0,2,3]}})", 16) ==
        described(16000, 16, "0.001", "0,1,2"));
}

TEST_CASE("after a transform that is not Lhotse's, the numbers stay", "[job]") {
  const std::string own = R"({"name":"MyOwn","kwargs":{}})";
  CHECK(numbers(own, 160) == described(1, 2, "2.0"));
  CHECK(numbers(speed("2") + "," + own + "," + speed("2"), 160) == described(1, 2, "2.0"));
}

TEST_CASE("transforms that Lhotse could not read are refused", "[job]") {
  const auto recording = [](const std::string& transforms) {
    return R"({"id":"r","sources":[{"type":"file","source":"a"}],"transforms":)" + transforms + "}";
  };
  CHECK(failure(recording("null")).empty());
  CHECK(test::names(failure(recording("3")), {"m:1: ", "transforms"}));
  CHECK(test::names(failure(recording("[3]")), {"m:1: "}));
  CHECK(test::names(failure(recording(R"([{"name":"Speed"}])")), {"kwargs"}));
  CHECK(test::names(failure(recording(R"([{"name":"Speed","kwargs":{"factor":0}}])")), {"factor"}));
  CHECK(test::names(
      failure(recording(R"([{"name":"Resample","kwargs":{"target_sampling_rate":8000}}])")),
      {"source_sampling_rate"}));
  CHECK(failure(recording("[" + speed("1e-300") + "]")).empty());
}

TEST_CASE("numbers that are not finite are read and written as Python does", "[job]") {
  const std::string kept = R"("snr":[NaN,-Infinity,Infinity],"text":"NaN \"Infinity\" \\")";
  CHECK(of_outputs(R"({"audio_filepath":"a.wav","duration":NaN,)" + kept + "}", 16000) ==
        R"({"audio_filepath":"o.wav","duration":1.0,)" + kept + "}\n");
  CHECK_FALSE(failure(R"({"audio_filepath":"a.wav","x":nan})").empty());
  CHECK_FALSE(failure(R"({"audio_filepath":"a.wav","x":-NaN})").empty());
  CHECK_FALSE(failure(R"({"audio_filepath":NaN})").empty());
}

TEST_CASE("a NeMo segment begins and ends where NeMo reads it", "[job]") {
  const auto entry = [](const std::string& numbers) {
    return job::Manifest(R"({"audio_filepath":"a.wav",)" + numbers + "}", "m").entries().at(0);
  };
  CHECK_FALSE(entry(R"("offset":NaN,"duration":1)").segment);
  CHECK_FALSE(entry(R"("offset":null,"duration":1)").segment);
  for (const auto* duration : {"NaN", "null", "0", "-1", "Infinity"}) {
    INFO(duration);
    const auto part = entry(R"("offset":0.5,"duration":)" + std::string(duration));
    REQUIRE(part.segment);
    CHECK(part.segment->offset_seconds == 0.5);
    CHECK(part.segment->duration_seconds == -1.0);
    CHECK(part.output_name == "a-0.5");
  }
  CHECK(test::names(failure(R"({"audio_filepath":"a.wav","offset":Infinity})"), {"offset"}));
  CHECK(test::names(failure(R"({"audio_filepath":"a.wav","duration":"1"})"), {"duration"}));
}

TEST_CASE("JSON in another layout is refused once, with the command that converts it", "[job]") {
  for (const auto* text :
       {"[\n {\"audio_filepath\": \"a.wav\"},\n {\"audio_filepath\": \"b.wav\"}\n]",
        "[{\"audio_filepath\": \"a.wav\"}]"}) {
    INFO(text);
    CHECK(test::names(failure(text), {"m:1: ", "jq -c '.[]'"}));
    CHECK(failure(text).find('\n') == std::string::npos);
  }
  const auto pretty = failure("\n{\n  \"audio_filepath\": \"a.wav\"\n}\n");
  CHECK(test::names(pretty, {"m:2: ", "jq -c . "}));
  CHECK(pretty.find('\n') == std::string::npos);
}

TEST_CASE("all bad lines are reported, up to ten", "[job]") {
  const std::string good = "{\"audio_filepath\": \"a.wav\"}\n";
  CHECK(test::names(failure(good + "{}\n" + good + "{\"x\"\n"), {"m:2: ", "m:4: "}));
  CHECK(test::names(failure("{}\n" + good + "\n{}\n"), {"m:1: ", "m:4: "}));
  std::string bad;
  for (int i = 0; i < 13; ++i) bad += "lonely\n";
  const auto told = failure(bad);
  CHECK(test::names(told, {"m:1: ", "m:10: ", " 3 more"}));
  CHECK(told.find("m:11: ") == std::string::npos);
}

TEST_CASE("a path in the home folder gives the output's name below it", "[job]") {
  const job::Manifest manifest(R"({"audio_filepath":"~/x/a.wav"})", "m");
  CHECK(manifest.entries().at(0).path == "~/x/a.wav");
  CHECK(manifest.entries().at(0).output_name == "x/a");
}
